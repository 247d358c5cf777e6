package org.kangcheng.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.directory.DirectorySheets.Kind;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.kangcheng.terminology.Subjects;
import org.springframework.beans.factory.annotation.Autowired;

/** The directory goes out as tables and comes in again. */
class DirectorySheetsStory extends TestPlatform {
    private static final String INSTITUTION_HEADER = "机构代码,机构名称,机构类型,机构类别,级别,行政区划代码,停业日期\n";

    @Autowired
    DirectorySheets sheets;

    @Autowired
    DirectoryImports imports;

    @Autowired
    Institutions institutions;

    @Autowired
    Areas areas;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatGoesOutComesInUnchanged(Kind kind) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sheets.export(kind, SheetFormat.CSV, out);
        ImportOutcome outcome = take(kind, out.toByteArray(), "a.csv");
        assertThat(outcome.errorSheet()).isNull();
        assertThat(outcome.added() + outcome.changed()).isZero();
        assertThat(outcome.unchanged()).isGreaterThan(2_000);
    }

    @Test
    void aWorkbookTellsItsProgressBatchByBatch() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sheets.export(Kind.INSTITUTIONS, SheetFormat.XLSX, out);
        List<Integer> progress = new ArrayList<>();
        ImportOutcome outcome = sheets.importFrom(
                Kind.INSTITUTIONS, new ByteArrayInputStream(out.toByteArray()), "机构.xlsx", progress::add);
        assertThat(progress).isSorted().endsWith(outcome.unchanged());
    }

    @Test
    void aNewInstitutionWithItsDepartmentAndDoctorIsAddedAndThenChanged() throws IOException {
        String code = "T-1001";
        ImportOutcome added = csv(Kind.INSTITUTIONS, INSTITUTION_HEADER + code + ",新医院,医院,A100,22,371502001,\n");
        assertThat(added.added()).isEqualTo(1);
        ImportOutcome changed = csv(Kind.INSTITUTIONS, INSTITUTION_HEADER + code + ",改名医院,医院,A100,22,371502001,\n");
        assertThat(changed.changed()).isEqualTo(1);
        assertThat(csv(Kind.DEPARTMENTS, "机构代码,科室名称,诊疗科目代码,科室类型\n" + code + ",内科,0300,门诊\n")
                        .added())
                .isEqualTo(1);
        assertThat(csv(Kind.PRACTITIONERS, "机构代码,科室名称,工号,姓名,职称,专家\n" + code + ",内科,1,王医生,主任医师,是\n")
                        .added())
                .isEqualTo(1);

        Institution institution = institutions.byCode(code).orElseThrow();
        assertThat(institution.name()).isEqualTo("改名医院");
        assertThat(institutions.practitioners(institution.institutionId()))
                .singleElement()
                .satisfies(doctor -> assertThat(doctor.expert()).isTrue());
        // Closed again, so that no other test counts it.
        csv(Kind.INSTITUTIONS, INSTITUTION_HEADER + code + ",改名医院,医院,A100,22,371502001,2026-01-01\n");
    }

    @Test
    void badRowsComeBackAndGoodOnesStay() throws IOException {
        ImportOutcome outcome = csv(Kind.DEPARTMENTS, """
                机构代码,科室名称,诊疗科目代码,科室类型,需要挂号,停用日期
                NONE,内科,0300,门诊,是,
                =A1,内科,0300,门诊,是,
                %1$s,坏科目,03,门诊,是,
                %1$s,坏类型,0300,食堂,是,
                %1$s,坏是否,0300,门诊,也许,
                %1$s,坏日期,0300,门诊,是,昨天
                %1$s,停用科室,0300,门诊,否,2026-01-01
                """.formatted(anyCode()));
        assertThat(outcome.added()).isEqualTo(1);
        assertThat(outcome.bad()).isEqualTo(6);
        assertThat(outcome.errorSheet()).isNotNull();
        assertThat(new String(outcome.errorSheet(), StandardCharsets.UTF_8))
                .contains("机构代码不存在。", "含有公式", "诊疗科目代码格式不正确。", "科室类型应为：门诊、检验、影像", "需要挂号只能填", "停用日期应为")
                .contains("'=A1")
                .doesNotContain("停用科室");
    }

    @Test
    void anotherTableIsNoTableOfInstitutions() {
        assertThatThrownBy(() -> csv(Kind.INSTITUTIONS, "姓名\n张三\n")).isInstanceOf(Refused.class);
    }

    @Test
    void aSubjectThatTheNationalListDoesNotKnowIsRefused() throws IOException {
        ImportOutcome outcome = csv(Kind.DEPARTMENTS, """
                机构代码,科室名称,诊疗科目代码,科室类型,停用日期
                %1$s,无此科目,0399,门诊,2026-01-01
                %1$s,心内,0304,门诊,2026-01-01
                """.formatted(anyCode()));
        assertThat(outcome.added()).isEqualTo(1);
        assertThat(outcome.refused())
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).contains("0399", "不在《医疗机构诊疗科目名录》中"));
    }

    /** The generator writes past this sheet, so it is asked too. */
    @Test
    void everyDepartmentOfTheGeneratedCityHasASubjectOfTheList() {
        assertThat(jdbc.sql("select distinct subject_code from directory.department")
                        .query(String.class)
                        .list())
                .allSatisfy(code -> assertThat(Subjects.name(code)).as(code).isPresent());
        assertThat(List.of("0302", "0303", "0304", "0307"))
                .map(code -> Subjects.name(code).orElse(""))
                .containsExactly("内科·消化内科", "内科·神经内科", "内科·心血管内科", "内科·内分泌");
    }

    @Test
    void aReadingPointIsMadeMovedAndClosed() throws IOException {
        String code = anyCode();
        String header = "机构代码,受理点名称,用卡环节,用卡渠道,科室名称,停用日期\n";
        String name = "自助机" + System.nanoTime();
        assertThat(csv(Kind.READING_POINTS, header + code + "," + name + ",挂号,自助机,,\n")
                        .added())
                .isEqualTo(1);
        long institution = institutions.byCode(code).orElseThrow().institutionId();
        assertThat(institutions.readingPoints(institution))
                .filteredOn(point -> point.name().equals(name))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.careStep()).isEqualTo(CareStep.REGISTRATION);
                    assertThat(point.channel()).isEqualTo(CareChannel.KIOSK);
                });
        assertThat(csv(Kind.READING_POINTS, header + code + "," + name + ",收费,自助机,中医科,\n")
                        .changed())
                .isEqualTo(1);
        assertThat(csv(Kind.READING_POINTS, header + code + "," + name + ",收费,自助机,中医科,2026-01-01\n")
                        .changed())
                .isEqualTo(1);
        assertThat(institutions.readingPoints(institution))
                .noneMatch(point -> point.name().equals(name));

        ImportOutcome bad = csv(Kind.READING_POINTS, header + """
                NONE,一号,挂号,自助机,,
                %1$s,二号,散步,自助机,,
                %1$s,三号,挂号,鸽子,,
                %1$s,四号,挂号,自助机,没有的科,
                """.formatted(code));
        assertThat(bad.refused())
                .extracting(ImportOutcome.RefusedRow::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).isEqualTo("机构代码不存在。"),
                        reason -> assertThat(reason).startsWith("用卡环节应为：挂号、诊断"),
                        reason -> assertThat(reason).startsWith("用卡渠道应为：人工窗口、自助机"),
                        reason -> assertThat(reason).isEqualTo("该机构没有这个科室。"));
    }

    @Test
    void aNewVillageIsThereAtOnceAndARenamedOneToo() throws IOException {
        String header = "行政区划代码,名称\n";
        try {
            assertThat(imports.take(Kind.AREAS, table(header + "371526001998,新建社区\n"), "区划.csv", "测试")
                            .added())
                    .isEqualTo(1);
            assertThat(areas.path("371526001998")).endsWith("新建社区");
            assertThat(imports.take(Kind.AREAS, table(header + "371526001998,改名社区\n"), "区划.csv", "测试")
                            .changed())
                    .isEqualTo(1);
            assertThat(areas.path("371526001998")).endsWith("改名社区");
        } finally {
            jdbc.sql("delete from directory.area where code = '371526001998'").update();
            areas.reload();
        }
    }

    /** As a table that was exported elsewhere comes in; one without the column of zones says nothing of them. */
    @Test
    void aNewTownComesWithItsZoneAndKeepsItWhenATableSaysNothing() throws IOException {
        String zone = areas.managementUnits().getFirst().code();
        try {
            assertThat(imports.take(Kind.AREAS, table("行政区划代码,名称,功能区\n371526998,新镇," + zone + "\n"), "区划.csv", "测试")
                            .added())
                    .isEqualTo(1);
            assertThat(imports.take(Kind.AREAS, table("行政区划代码,名称\n371526998,新镇\n"), "区划.csv", "测试")
                            .unchanged())
                    .isEqualTo(1);
            assertThat(jdbc.sql("select unit from directory.management_area where town = '371526998'")
                            .query(String.class)
                            .single())
                    .isEqualTo(zone);
        } finally {
            jdbc.sql("delete from directory.management_area where town = '371526998'")
                    .update();
            jdbc.sql("delete from directory.area where code = '371526998'").update();
            areas.reload();
        }
    }

    @Test
    void aDivisionLiesInWhatIsThereAndATownKeepsItsZoneWhileTheZoneHasInstitutionsThere() throws IOException {
        ManagementUnit zone = areas.managementUnits().getFirst();
        Area town = zone.towns().getFirst();
        assertThat(institutions.inUnit(zone.code(), 0, 1)).isNotEmpty();
        ImportOutcome outcome = csv(Kind.AREAS, """
                行政区划代码,名称,功能区
                371599001,没有的县下的镇,
                3799,别的市,
                37150,坏代码,
                371526,高唐县,%1$s
                371526001,鱼邱湖街道,没有的区
                %2$s,%3$s,
                """.formatted(zone.code(), town.code(), town.name()));
        assertThat(outcome.added() + outcome.changed()).isZero();
        assertThat(outcome.refused())
                .extracting(ImportOutcome.RefusedRow::reason)
                .containsExactly(
                        "没有上级区划 371599。",
                        "区划不属于本市。",
                        "行政区划代码格式不正确。",
                        "只有乡镇街道可归功能区管理。",
                        "没有这个功能区。",
                        "该地还有归功能区管理的机构，请先在机构表中更改。");
    }

    private static ByteArrayInputStream table(String table) {
        return new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8));
    }

    private String anyCode() {
        return institutions.list(Institution.Kind.PRIMARY, "").getFirst().code();
    }

    private ImportOutcome csv(Kind kind, String table) throws IOException {
        return take(kind, table.getBytes(StandardCharsets.UTF_8), "a.csv");
    }

    private ImportOutcome take(Kind kind, byte[] table, String name) throws IOException {
        return sheets.importFrom(kind, new ByteArrayInputStream(table), name, done -> {});
    }
}
