package org.kangcheng.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kangcheng.operation.Workplace.execute;
import static org.kangcheng.operation.Workplace.kill;
import static org.kangcheng.operation.Workplace.number;
import static org.kangcheng.operation.Workplace.postmasterPid;
import static org.kangcheng.operation.Workplace.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of one embedded database, chapter after chapter: born, restarted, killed, orphaned, adopted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseLifeStory {
    @TempDir
    static Path parent;

    static DataDirectory data;
    static EmbeddedPostgres postgres;

    @BeforeAll
    static void open() throws Exception {
        data = Workplace.folder(parent, "data");
        postgres = start(data);
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    @Order(1)
    void isBornWithTwoRolesAndDurableSettings() throws Exception {
        execute(postgres.access(), "create table acknowledged (id bigint primary key)");
        assertThat(number(
                        postgres.access(),
                        "select count(*) from pg_settings where name in "
                                + "('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'on'"))
                .isEqualTo(3);
        try (Connection app = postgres.access().connectAsApp()) {
            assertThatThrownBy(() -> app.createStatement().execute("create table mine (id int)"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> app.createStatement().execute("select * from acknowledged"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    @Order(2)
    void keepsItsFolderFromOthers() throws Exception {
        DataDirectory real = DataDirectory.at(data.root());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real.pgdata())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real.secrets())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real.root())))
                .endsWith("--x--x");
    }

    @Test
    @Order(3)
    void refusesASecondStartInTheSameProcess() {
        assertThatThrownBy(() -> start(data))
                .isInstanceOfSatisfying(
                        CannotProceed.class, e -> assertThat(e.exitCode()).isEqualTo(3));
        assertThat(DataDirectory.at(data.root()).pgdata()).exists();
    }

    @Test
    @Order(4)
    void refusesASecondStartInAnotherProcess() throws Exception {
        Process other = Workplace.otherProcess(SecondStart.class, data.root().toString());
        assertThat(new String(other.getInputStream().readAllBytes(), "UTF-8"))
                .contains("正被另一个进程（进程号 " + ProcessHandle.current().pid() + "）使用");
        assertThat(other.waitFor()).isEqualTo(3);
    }

    @Test
    @Order(5)
    void keepsItsRowsAndItsAddressOverARestart() throws Exception {
        String before = postgres.access().ownerUrl();
        execute(postgres.access(), "insert into acknowledged values (-1)");
        postgres.close();
        assertThat(PostmasterFile.anyProcessIn(DataDirectory.at(data.root()).pgdata()))
                .isFalse();
        postgres = start(data);
        assertThat(postgres.access().ownerUrl()).isEqualTo(before);
        assertThat(number(postgres.access(), "select id from acknowledged")).isEqualTo(-1);
    }

    @Test
    @Order(6)
    void losesNothingAcknowledgedWhenKilledAmidCommitsAndIsBackByItself() throws Exception {
        CountDownLatch enough = new CountDownLatch(500);
        AtomicLong last = new AtomicLong();
        Thread writer = Thread.ofPlatform().start(() -> commitUntilBroken(last, enough));
        assertThat(enough.await(30, TimeUnit.SECONDS)).as("commits go on").isTrue();
        long killed = postmasterPid(data);
        kill(killed);
        writer.join();
        long rows = Workplace.eventually(
                Duration.ofSeconds(20),
                () -> number(postgres.access(), "select count(*) from acknowledged where id > 0"));
        assertThat(rows).isBetween(last.get(), last.get() + 1); // the last may be stored though its answer was lost
        assertThat(postmasterPid(data)).isNotEqualTo(killed);
    }

    private static void commitUntilBroken(AtomicLong last, CountDownLatch enough) {
        try (Connection connection = postgres.access().connectAsOwner();
                PreparedStatement insert = connection.prepareStatement("insert into acknowledged values (?)")) {
            while (true) {
                insert.setLong(1, last.get() + 1);
                insert.executeUpdate();
                last.incrementAndGet();
                enough.countDown();
            }
        } catch (SQLException e) {
            assertThat(enough.getCount()).as(e.toString()).isZero();
        }
    }

    @Test
    @Order(7)
    void livesOnWhenItsProgramIsKilledAndIsAdopted() throws Exception {
        postgres.close();
        Process program = Workplace.otherProcess(StartAndStay.class, data.root().toString());
        assertThat(program.inputReader().readLine()).isEqualTo("up");
        long orphan = postmasterPid(data);
        program.destroyForcibly().waitFor();
        assertThat(postmasterPid(data)).isEqualTo(orphan);
        postgres = start(data);
        assertThat(postmasterPid(data)).isEqualTo(orphan);
        assertThat(number(postgres.access(), "select count(*) from acknowledged"))
                .isPositive();
    }

    @Test
    @Order(8)
    void refusesADataFolderWithoutItsPasswords() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("stripped/pgdata")).getParent();
        assertThatThrownBy(() -> start(DataDirectory.at(folder)))
                .isInstanceOf(CannotProceed.class)
                .hasMessageContaining("secrets.properties");
    }

    @Test
    @Order(9)
    void servesAsAnOutsideDatabaseToo() throws Exception {
        Secrets others = Secrets.of(DataDirectory.at(parent.resolve("other")).prepare());
        String url = postgres.access().ownerUrl() + "&ApplicationName=story&user=%s&password=%s";
        List<String> warnings = new ArrayList<>();

        String asOwner =
                url.formatted(postgres.access().ownerUser(), postgres.access().ownerPassword());
        DatabaseAccess oneRole = OutsideDatabase.at(asOwner).access(others, warnings::add);
        assertThat(oneRole.appUser()).isEqualTo(oneRole.ownerUser());
        assertThat(warnings).singleElement().asString().contains("无权建立角色").doesNotContain(oneRole.ownerPassword());

        String asSuperuser = url.formatted(
                Cluster.SUPERUSER, Secrets.of(DataDirectory.at(data.root())).superuser());
        DatabaseAccess twoRoles = OutsideDatabase.at(asSuperuser).access(others, warnings::add);
        assertThat(twoRoles.appUrl()).endsWith("?ApplicationName=story&logServerErrorDetail=false");
        try (Connection app = twoRoles.connectAsApp()) {
            assertThat(app.isValid(1)).isTrue();
        }
        assertThat(warnings).hasSize(1);
    }

    /** Tries to start where another works. */
    static final class SecondStart {
        public static void main(String[] args) {
            try {
                start(DataDirectory.at(Path.of(args[0])));
            } catch (CannotProceed e) {
                System.out.println(e.getMessage());
                System.exit(e.exitCode());
            }
        }
    }

    /** Starts the database and waits to be killed. */
    static final class StartAndStay {
        public static void main(String[] args) throws Exception {
            start(DataDirectory.at(Path.of(args[0])));
            System.out.println("up");
            Thread.sleep(Duration.ofMinutes(1));
        }
    }
}
