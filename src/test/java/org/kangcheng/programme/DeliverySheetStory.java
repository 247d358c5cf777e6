package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.SheetFormat;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

/** A clinic's own table of follow-ups comes in, bad rows come back, the same file changes nothing; lists go out. */
class DeliverySheetStory extends SheetPlatform {
    private static final String PRESSURE = """
            cadence: {every: {days: 90, first: 14, early: 45}}
            form:
              fields:
                - {id: sbp, label: 收缩压, kind: whole, unit: mmHg, min: 60, max: 280}
                - {id: drinks, label: 饮酒, kind: yes-no}""";
    private static final List<String> COLUMNS = List.of("姓名", "证件号码", "服务日期", "收缩压（mmHg）", "饮酒");

    @Autowired
    DeliveryImport table;

    @Autowired
    DeliveryTable deliveries;

    @Autowired
    SheetPages pages;

    @Test
    void eachRowIsAnsweredByItselfAndTheSameFileChangesNothing() throws Exception {
        InForce programme = programme("story-sheet", "STORY_SHEET", PRESSURE);
        NewPerson good = TestPeople.called("表好行");
        NewPerson backdated = TestPeople.called("表补录");
        NewPerson high = TestPeople.called("表超限");
        NewPerson stranger = TestPeople.called("表无关");
        NewPerson far = TestPeople.livingIn("表外村", "371521001001");
        long key = member(good);
        long earlier = member(backdated);
        member(high);
        enrol(stranger);
        member(far);
        List<List<String>> table = List.of(
                row(good, today().toString(), "128", "否"),
                row(backdated, today().minusDays(20).toString().replace('-', '/'), "１３６", "是"),
                row(high, today().toString(), "1280", "否"),
                row(stranger, today().toString(), "128", "否"),
                row(far, today().toString(), "128", "否"),
                List.of("别人", good.idNumber(), today().toString(), "128", "否"),
                row(high, "2026-02-30", "128", "否"),
                row(high, today().plusDays(1).toString(), "128", "否"));

        Actor worker = worker(TestPeople.VILLAGE);
        ImportJob job =
                done(this.table, start(worker, no(programme), sheet(SheetFormat.XLSX, COLUMNS, table), "随访.xlsx"));
        assertThat(counts(job)).isEqualTo(new Counts(2, 0, 6));
        assertThat(errors(this.table, job))
                .containsExactly(
                        "4 “收缩压”应为 60 至 280 之间的整数。",
                        "5 此居民不在该项服务的对象之中。",
                        "6 辖区内没有这位居民，或姓名与证件号码不符。",
                        "7 辖区内没有这位居民，或姓名与证件号码不符。",
                        "8 服务日期无法识别。",
                        "9 服务日期不能晚于今天，也不能早于一年以前。");
        assertThat(deliveries.of(List.of(key), 9))
                .singleElement()
                .satisfies(it -> assertThat(it.form()).contains("128"));
        assertThat(deliveries.of(List.of(earlier), 9))
                .singleElement()
                .satisfies(it -> assertThat(it.deliveredOn()).isEqualTo(today().minusDays(20)));

        ImportJob again =
                done(this.table, start(worker, no(programme), sheet(SheetFormat.CSV, COLUMNS, table), "随访.csv"));
        assertThat(counts(again)).isEqualTo(new Counts(0, 2, 6));
        ImportJob changed = done(
                this.table,
                start(
                        worker,
                        no(programme),
                        sheet(SheetFormat.CSV, COLUMNS, List.of(row(good, today().toString(), "131", "否"))),
                        "随访.csv"));
        assertThat(errors(this.table, changed)).containsExactly("2 当日已有这项服务的记录，内容不同；如需更正，请先作废原记录。");
        assertThat(deliveries.of(List.of(key), 9)).hasSize(1);
    }

    /** What old programs write: GBK, the label without its unit, other names, a column of their own. */
    @Test
    void aTableInGbkIsUnderstood() throws Exception {
        InForce programme = programme("story-gbk", "STORY_GBK", PRESSURE);
        NewPerson person = TestPeople.called("表国标");
        long key = enrolWith(person, "STORY_GBK");
        String text = "居民姓名,身份证号,随访日期,收缩压,饮酒,电话\r\n" + String.join(",", row(person, today().toString(), "118", "是"))
                + ",13900000000\r\n";
        ImportJob job = done(
                this.table,
                start(
                        worker(TestPeople.VILLAGE),
                        no(programme),
                        new ByteArrayInputStream(text.getBytes(Charset.forName("GBK"))),
                        "随访.csv"));
        assertThat(counts(job)).isEqualTo(new Counts(1, 0, 0));
        assertThat(deliveries.of(List.of(key), 9)).hasSize(1);
    }

    @Test
    void aJobIsItsOwnersAlone() throws Exception {
        InForce programme = programme("story-owner", "STORY_OWNER", PRESSURE);
        ImportJob job = done(
                this.table,
                start(worker(TestPeople.VILLAGE), no(programme), sheet(SheetFormat.CSV, COLUMNS, List.of()), "空.csv"));
        Actor other = new Actor(
                Actor.Kind.STAFF,
                "v2",
                "别人",
                Set.of(org.kangcheng.access.Role.VILLAGE_DOCTOR),
                null,
                null,
                null,
                TestPeople.VILLAGE,
                null,
                false);
        String id = job.id();
        assertThat(imports.own(table, worker(TestPeople.VILLAGE).id(), id)).isEqualTo(job);
        assertThatThrownBy(() -> imports.own(table, other.id(), id)).isInstanceOf(Refused.class);
    }

    @Test
    void aListGoesOutWithoutFormulasAndInTheLog() throws Exception {
        programme("story-out", "STORY_OUT", PRESSURE);
        enrolWith(TestPeople.called("表出单"), "STORY_OUT");
        long before = disclosures();
        MockHttpServletResponse response = new MockHttpServletResponse();
        pages.export(
                worker(TestPeople.VILLAGE),
                "story-out",
                "visit",
                TestPeople.VILLAGE,
                Standing.DUE,
                SheetFormat.CSV,
                response);
        String text = response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(text).contains("编号,姓名").contains("表出单").contains("应服务");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("=") || line.contains(",="));
        assertThat(disclosures()).isEqualTo(before + 1);
    }

    private long disclosures() {
        return jdbc.sql("select count(*) from access.reading where what = '测试项目名单导出'")
                .query(Long.class)
                .single();
    }

    private int no(InForce programme) {
        return programme.number(programme.services().getFirst());
    }

    private long member(NewPerson person) {
        return enrolWith(person, "STORY_SHEET");
    }

    private long enrolWith(NewPerson person, String diagnosis) {
        long key = enrol(person);
        facts.tell(key, FactKind.DIAGNOSIS, diagnosis, today().minusDays(30), null, "TEST");
        settle();
        return key;
    }

    private static List<String> row(NewPerson person, String on, String sbp, String drinks) {
        return List.of(person.name(), String.valueOf(person.idNumber()), on, sbp, drinks);
    }

    private ImportJob start(Actor actor, int serviceNo, InputStream content, String name) throws IOException {
        return imports.start(table, table.order(actor, serviceNo), content, name);
    }
}
