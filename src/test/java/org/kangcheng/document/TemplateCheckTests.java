package org.kangcheng.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be a template is refused, with where and why. */
class TemplateCheckTests {
    @Test
    void theShippedOneIsSound() {
        assertThat(TemplateCheck.of(Bulletin.TEMPLATE, Documents.shipped(Bulletin.TEMPLATE)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            由{{院长}}负责; 由{{院长}}负责; 没有标签“{{院长}}”
            | 甲 |\\n| {{罚款.金额}} |; {{罚款.金额}}; 没有表“罚款”
            | 甲 |\\n| {{问题.金额}} |; {{问题.金额}}; 没有列“金额”
            | 甲 | 乙 |\\n| {{问题.内容}} | {{点名.单位}} |; {{问题.内容}} {{点名.单位}}; 只能用一个表
            截至{{日期; 截至{{日期; 没有写完整
            """)
    void anUnknownTagIsRefusedWithWhere(String text, String where, String why) {
        WordFile word = Blank.of(text.replace("\\n", "\n")).word();
        assertThat(TemplateCheck.of(Bulletin.TEMPLATE, word)).singleElement().satisfies(finding -> {
            assertThat(finding.where()).isEqualTo(where);
            assertThat(finding.why()).contains(why);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"})
    void whatThePdfCannotShowIsRefused(String properties) throws IOException {
        byte[] docx = changed("word/document.xml", xml -> xml.replace("<w:pStyle w:val=\"BodyText\"/>", properties));
        assertThat(TemplateCheck.of(Bulletin.TEMPLATE, WordFile.open(docx)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.why()).contains("自动编号"));
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        refused(new byte[] {1, 2, 3}, "docx-broken");
        refused("PK".getBytes(UTF_8), "docx-broken");
        refused(new byte[(5 << 20) + 1], "docx-size");
        refused(changed("word/vbaProject.bin", _ -> "x"), "docx-macro");
        refused(
                changed("word/document.xml", xml -> xml.replace("?>", "?><!DOCTYPE x [<!ENTITY y \"z\">]>")),
                "docx-broken");
        refused(
                changed(
                        "word/_rels/document.xml.rels",
                        xml -> xml.replace(
                                "</Relationships>",
                                "<Relationship Id=\"x\" Type=\"a/image\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>")),
                "docx-outside");
        refused(changed("word/media/bomb.png", _ -> "0".repeat(41 << 20)), "docx-size");
    }

    private static void refused(byte[] docx, String code) {
        assertThatThrownBy(() -> WordFile.open(docx))
                .isInstanceOfSatisfying(
                        org.kangcheng.kernel.Refused.class,
                        it -> assertThat(it.refusal().code()).isEqualTo(code));
    }

    private interface Change {
        String of(String xml);
    }

    /** A sound template with one part changed or added. */
    private static byte[] changed(String part, Change change) throws IOException {
        WordFile sound = Blank.of("本期共发现问题").word();
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (String name : new String[] {
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/header1.xml",
            "word/footer1.xml"
        }) {
            parts.put(name, sound.part(name));
        }
        byte[] before = parts.getOrDefault(part, new byte[0]);
        parts.put(part, change.of(new String(before, UTF_8)).getBytes(UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }
}
