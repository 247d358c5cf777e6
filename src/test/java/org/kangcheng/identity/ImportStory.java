package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.ErrorSheet;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetImports;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.beans.factory.annotation.Autowired;

/** A township sends its list of residents: good rows are kept, bad ones come back, and no accident loses an answer. */
class ImportStory extends TestPlatform {
    private static final Actor STEWARD = Actor.system("主索引管理员");
    private static final List<String> COLUMNS = List.of("姓名", "证件号码", "行政区划代码", "人员类别", "身份起始日期");

    @Autowired
    SheetImports imports;

    @Autowired
    ResidentImport residents;

    @Autowired
    People people;

    @Autowired
    Statuses statuses;

    @Test
    void eachRowIsAnsweredByItself() throws Exception {
        NewPerson good = TestPeople.called("好行");
        NewPerson poor = TestPeople.called("困难");
        List<List<String>> table = List.of(
                row(good, "", ""),
                row(poor, "低保、残疾", "2024年1月5日"),
                List.of("坏号", "371599198001010018", TestPeople.VILLAGE, "", ""),
                List.of("坏村", TestPeople.someone().idNumber(), "371502001999", "", ""),
                List.of("坏类", TestPeople.someone().idNumber(), TestPeople.VILLAGE, "贫困", "2024-01-05"),
                List.of("坏日", TestPeople.someone().idNumber(), TestPeople.VILLAGE, "低保", "2024-02-30"),
                List.of("借证", good.idNumber(), TestPeople.VILLAGE, "", ""));

        ImportJob job = done(start(sheet(SheetFormat.XLSX, table), "居民.xlsx"));
        assertThat(counts(job)).isEqualTo(new Counts(2, 0, 5));
        assertThat(errors(job))
                .containsExactly(
                        "4 坏号: 身份证号码位数、日期或校验码不正确。",
                        "5 坏村: 居住地不是本市的村（居）委会，请核对行政区划代码。",
                        "6 坏类: 人员类别“贫困”无法识别。",
                        "7 坏日: 身份起始日期无法识别。",
                        "8 借证: 证件号码已登记在他人名下（姓名、出生日期或性别不一致），已转主索引管理员核对。");
        long key = people.byDocument("01", poor.idNumber()).orElseThrow();
        assertThat(statuses.current(key, LocalDate.of(2024, 1, 5)))
                .extracting(GrantedStatus::kind)
                .containsExactlyInAnyOrder(StatusKind.MINIMUM_LIVING, StatusKind.DISABILITY);
        assertThat(statuses.current(key, LocalDate.of(2024, 1, 4))).isEmpty();
    }

    @Test
    void theSameFileTwiceChangesNothing() throws Exception {
        List<List<String>> table = new ArrayList<>(people(20));
        table.add(List.of("", "371599198001010017", TestPeople.VILLAGE, "", ""));
        done(start(sheet(SheetFormat.CSV, table), "居民.csv"));
        String before = fingerprint();

        ImportJob again = done(start(sheet(SheetFormat.CSV, table), "居民.csv"));
        assertThat(counts(again)).isEqualTo(new Counts(0, 20, 1));
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void aGbkListWithPathsAndOldNumbersIsRead() throws Exception {
        String csv = "姓名,性别,出生日期,证件类型,证件号码,居住地\n"
                + "冯老人,女,1931.2.3,身份证,371599310203462,东昌府区古楼街道古城社区居委会\n"
                + "陈某之子,男,2026/1/9,,,聊城市 东昌府区 古楼街道 古城社区居委会\n";
        ImportJob job = done(start(in(csv.getBytes(Charset.forName("GBK"))), "list.csv"));
        assertThat(errors(job)).isEmpty();
        assertThat(counts(job)).isEqualTo(new Counts(2, 0, 0));
        String body = "37159919310203462";
        assertThat(people.byDocument("01", body + NationalId.check(body))).isPresent();
    }

    @Test
    void aFileThatIsWrongAsAWholeIsRefusedAtOnceAndNotKept() throws IOException {
        Set<Path> before = kept();
        assertThatThrownBy(() -> start(in("姓名,证件号码\n".getBytes(StandardCharsets.UTF_8)), "a.csv"))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().message()).contains("行政区划代码"));
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void aDatabaseThatFallsAwayInTheMiddleLosesNothing() throws Exception {
        List<List<String>> table = people(1_500);
        ImportJob job = start(sheet(SheetFormat.CSV, table), "居民.csv");
        while (imports.job(residents, job.jobId()).committedRow() == 0) {
            Thread.sleep(5);
        }
        jdbc.sql(
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()")
                .query(Boolean.class)
                .list();
        assertThat(counts(done(job))).isEqualTo(new Counts(1_500, 0, 0));
    }

    private static Set<Path> kept() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "test-platform", "imports"));
        try (var files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }

    private List<List<String>> people(int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            rows.add(row(TestPeople.someone(), "", ""));
        }
        return rows;
    }

    private static List<String> row(NewPerson person, String statuses, String since) {
        return List.of(person.name(), person.idNumber(), person.areaCode(), statuses, since);
    }

    private static ByteArrayInputStream sheet(SheetFormat format, List<List<String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = SheetWriter.to(out, format, COLUMNS)) {
            for (List<String> row : rows) {
                writer.row(row);
            }
        }
        return in(out.toByteArray());
    }

    private static ByteArrayInputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private ImportJob done(ImportJob job) throws InterruptedException {
        for (int wait = 0; wait < 1_000; wait++) {
            try {
                ImportJob now = imports.job(residents, job.jobId());
                if (!now.running()) {
                    assertThat(now.message()).isEmpty();
                    return now;
                }
            } catch (org.springframework.dao.DataAccessException fallenAway) {
                // the story itself took the connection away
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the import does not end");
    }

    private record Counts(int kept, int known, int bad) {}

    private static Counts counts(ImportJob job) {
        return new Counts(job.kept(), job.known(), job.bad());
    }

    private ImportJob start(InputStream table, String name) throws IOException {
        return imports.start(residents, ResidentImport.order(STEWARD), table, name);
    }

    /** As they come back: the row's number and name, and the reason. */
    private List<String> errors(ImportJob job) throws IOException {
        Path file = Files.createTempFile(
                Path.of("target"), "errors", "." + job.format().extension());
        try (OutputStream out = Files.newOutputStream(file)) {
            imports.writeErrors(residents, job, out);
        }
        List<String> errors = new ArrayList<>();
        try (Sheet sheet = Sheet.open(file, file.getFileName().toString(), List.of())) {
            sheet.forEach(row ->
                    errors.add(row.cell(ErrorSheet.ROW) + " " + row.cell("姓名") + ": " + row.cell(ErrorSheet.REASON)));
        } finally {
            Files.delete(file);
        }
        return errors;
    }

    /** Everything that an import might touch. */
    private String fingerprint() {
        return jdbc.sql("""
                select concat_ws(' ', (select count(*) from identity.person), (select sum(version) from identity.person),
                       (select count(*) from identity.document), (select count(*) from identity.phone),
                       (select count(*) from identity.resident), (select sum(residents) from identity.resident_count),
                       (select count(*) from identity.granted_status), (select count(*) from identity.steward_case),
                       (select count(*) from identity.correction))
                """).query(String.class).single();
    }
}
