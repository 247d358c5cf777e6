package org.kangcheng.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.DirectorySheets.Kind;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The directory officer fetches a table, mends it, sends it, and is told what came of each row. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class DirectorySheetPagesStory extends TestPlatform {
    private static final RequestPostProcessor OFFICER = SignedInAs.staff(Role.DIRECTORY_OFFICER, "3715");
    private static final String PAGE = "/staff/directory/sheets";
    private static final Charset GBK = Charset.forName("GBK");

    @Autowired
    MockMvc mvc;

    @Autowired
    Institutions institutions;

    @Test
    void theOfficerIsLedThereAndTheCommissionIsNot() throws Exception {
        mvc.perform(get("/staff/directory").with(OFFICER)).andExpect(content().string(containsString(PAGE)));
        mvc.perform(get("/staff/directory").with(SignedInAs.staff(Role.COMMISSION, null)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(PAGE))));
        mvc.perform(get(PAGE).with(OFFICER)).andExpect(content().string(containsString("机构目录.xlsx")));
    }

    @ParameterizedTest
    @CsvSource({
        "INSTITUTIONS,XLSX,xlsx",
        "DEPARTMENTS,CSV,csv",
        "PRACTITIONERS,XLSX,xlsx",
        "AREAS,XLSX,xlsx",
        "READING_POINTS,CSV,csv"
    })
    void whatWasFetchedComesBackAndChangesNothing(Kind kind, String format, String extension) throws Exception {
        MockHttpServletResponse sheet = mvc.perform(get(PAGE + "/export")
                        .param("kind", kind.name())
                        .param("format", format)
                        .with(OFFICER))
                .andReturn()
                .getResponse();
        assertThat(sheet.getHeader("Content-Disposition")).contains("attachment", "." + extension);

        String outcome = page(send(kind, "目录." + extension, sheet.getContentAsByteArray()));
        assertThat(figure(outcome, "added") + figure(outcome, "changed") + figure(outcome, "bad"))
                .isZero();
        assertThat(figure(outcome, "unchanged")).isGreaterThan(2_000);
        assertThat(outcome).contains("每一行都已收下").doesNotContain("下载错误行");
    }

    @Test
    void goodRowsAreKeptAndTheOthersComeBackInTheirOwnForm() throws Exception {
        byte[] table = """
                机构代码,科室名称,诊疗科目代码,科室类型,需要挂号,停用日期
                %1$s,睡眠门诊,0300,门诊,是,2026-01-01
                NONE,内科,0300,门诊,是,
                %1$s,食堂,0300,食堂,是,
                """.formatted(anyCode()).getBytes(GBK);

        String outcome = send(Kind.DEPARTMENTS, "C:\\表\\科室.csv", table);
        assertThat(page(outcome))
                .contains("科室.csv", "机构代码不存在。", "科室类型应为：门诊、检验", "NONE · 内科")
                .doesNotContain("C:\\");
        assertThat(figure(page(outcome), "added")).isEqualTo(1);
        assertThat(figure(page(outcome), "bad")).isEqualTo(2);

        byte[] errors = mvc.perform(get(outcome + "/errors").with(OFFICER))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(new String(errors, StandardCharsets.UTF_8))
                .contains("原行号", "原因", "NONE,内科", "机构代码不存在。")
                .doesNotContain("睡眠门诊");

        String again = page(send(Kind.DEPARTMENTS, "科室.csv", table));
        assertThat(figure(again, "added") + figure(again, "changed")).isZero();
        assertThat(figure(again, "unchanged")).isEqualTo(1);
        mvc.perform(get(PAGE).with(OFFICER)).andExpect(content().string(containsString("科室.csv")));
    }

    @Test
    void aFunctionalZoneTakesOnlyInstitutionsOfItsTowns() throws Exception {
        String header = "机构代码,机构名称,机构类型,机构类别,级别,行政区划代码,功能区,停业日期\n";
        String wrong = header + "T-2001,远处的门诊,医院,A100,22,371526001,%s,2026-01-01\n".formatted(zone());
        assertThat(page(send(Kind.INSTITUTIONS, "机构.csv", wrong.getBytes(StandardCharsets.UTF_8))))
                .contains("没有这个功能区，或该地不归其管理。");
        assertThat(institutions.byCode("T-2001")).isEmpty();
    }

    @Test
    void aZoneOpensIntoItsTownsAndInstitutions() throws Exception {
        assertThat(page("/staff/directory")).contains("/staff/directory/zones/" + zone());
        assertThat(page("/staff/directory/zones/" + zone())).contains("蒋官屯", "卫生");
        mvc.perform(get("/staff/directory/zones/371579").with(OFFICER)).andExpect(status().isNotFound());
    }

    @Test
    void aFileThatIsNoTableIsRefusedWithItsReason() throws Exception {
        mvc.perform(upload(Kind.INSTITUTIONS, "目录.xlsx", "这不是表".getBytes(StandardCharsets.UTF_8)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("只接受 .xlsx 和 .csv 文件")));
        mvc.perform(upload(Kind.INSTITUTIONS, "目录.csv", "姓名\n张三\n".getBytes(StandardCharsets.UTF_8)))
                .andExpect(content().string(containsString("缺少列：机构代码")));
        mvc.perform(get(PAGE + "/nonsense").with(OFFICER)).andExpect(status().isNotFound());
        mvc.perform(get(PAGE + "/export")
                        .param("kind", "ALL")
                        .param("format", "CSV")
                        .with(OFFICER))
                .andExpect(status().isBadRequest());
    }

    /** Sends a table and follows to where its outcome is told. */
    private String send(Kind kind, String name, byte[] table) throws Exception {
        String outcome = mvc.perform(upload(kind, name, table))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return Objects.requireNonNull(outcome);
    }

    private static org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder<?> upload(
            Kind kind, String name, byte[] table) {
        return multipart(PAGE)
                .file(new MockMultipartFile("file", name, "application/octet-stream", table))
                .param("kind", kind.name())
                .with(OFFICER);
    }

    private String page(String path) throws Exception {
        return mvc.perform(get(path).with(OFFICER))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private static int figure(String page, String id) {
        return Pattern.compile("id=\"" + id + "\">([\\d,]+)<")
                .matcher(page)
                .results()
                .map((MatchResult found) -> Integer.parseInt(found.group(1).replace(",", "")))
                .findFirst()
                .orElseThrow();
    }

    private String anyCode() {
        return institutions.list(Institution.Kind.PRIMARY, "").get(1).code();
    }

    private String zone() {
        return jdbc.sql("select code from directory.management_unit order by code limit 1")
                .query(String.class)
                .single();
    }
}
