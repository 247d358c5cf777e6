package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.operation.KilledProgram;
import org.kangcheng.rehearsal.City;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.SheetImports;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;

/**
 * In the middle of an import the database is killed, and then the program and the database, both at once: nothing
 * acknowledged is lost.
 */
class KilledImportStory extends KilledProgram {
    private static final int PEOPLE = 6_000;

    @Test
    void itGoesOnWhenTheDatabaseIsBackAndIsCarriedToItsEndAtTheNextStart() throws Exception {
        Path table = Files.writeString(parent.resolve("list.csv"), people());
        BufferedReader out = start(Program.class, "begin", table.toString());
        int first = Integer.parseInt(said(out, "committed "));
        killDatabase();
        int later = Integer.parseInt(said(out, "committed "));
        killBoth();

        String end = said(start(Program.class, "resume", table.toString()), "done ");
        assertThat(first).isPositive();
        assertThat(later).isGreaterThan(first).isLessThan(PEOPLE);
        assertThat(end).isEqualTo("DONE kept=6000 known=0 bad=0 people=6000 counted=6000");
    }

    private static String people() {
        StringBuilder table = new StringBuilder("姓名,证件号码,行政区划代码\n");
        for (int n = 0; n < PEOPLE; n++) {
            NewPerson person = TestPeople.someone();
            table.append("%s,%s,%s%n".formatted(person.name(), person.idNumber(), person.areaCode()));
        }
        return table.toString();
    }

    /** The platform on a database of its own, as the start command puts them together. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(data), line -> {});
            ConfigurableApplicationContext platform = platform(postgres.access(), data);
            if (arguments[1].equals("begin")) {
                begin(platform, Path.of(arguments[2]));
            } else {
                end(platform);
            }
        }

        private static void begin(ConfigurableApplicationContext platform, Path table) throws Exception {
            platform.getBean(City.class).ensureDirectory();
            SheetImports imports = platform.getBean(SheetImports.class);
            ResidentImport residents = platform.getBean(ResidentImport.class);
            long jobId;
            try (InputStream content = Files.newInputStream(table)) {
                jobId = imports.start(residents, ResidentImport.order(Actor.system("主索引管理员")), content, "list.csv")
                        .jobId();
            }
            for (int committed = 0; ; Thread.sleep(1)) {
                int now = committed(() -> imports.job(residents, jobId));
                if (now > committed) {
                    System.out.println("committed " + now);
                    committed = now;
                }
            }
        }

        /** None while the database is away. */
        private static int committed(Supplier<ImportJob> job) {
            try {
                return job.get().committedRow();
            } catch (DataAccessException away) {
                return 0;
            }
        }

        private static void end(ConfigurableApplicationContext platform) throws Exception {
            SheetImports imports = platform.getBean(SheetImports.class);
            ResidentImport residents = platform.getBean(ResidentImport.class);
            while (imports.newest(residents).getFirst().running()) {
                Thread.sleep(20);
            }
            ImportJob job = imports.newest(residents).getFirst();
            long people = platform.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                    .sql("select count(*) from identity.person")
                    .query(Long.class)
                    .single();
            System.out.println("done %s kept=%d known=%d bad=%d people=%d counted=%d"
                    .formatted(
                            job.state(),
                            job.kept(),
                            job.known(),
                            job.bad(),
                            people,
                            platform.getBean(ResidentTable.class).counted("")));
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
