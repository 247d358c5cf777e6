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
import org.springframework.beans.factory.annotation.Autowired;

/** The directory goes out as tables and comes in again. */
class DirectorySheetsStory extends TestPlatform {
    private static final String INSTITUTION_HEADER = "机构代码,机构名称,机构类型,机构类别,级别,行政区划代码,停业日期\n";

    @Autowired
    DirectorySheets sheets;

    @Autowired
    Institutions institutions;

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
