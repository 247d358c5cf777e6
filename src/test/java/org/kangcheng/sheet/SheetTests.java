package org.kangcheng.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.kernel.Refused;

/** Tables come in whatever people have, and whatever people would do to us; good rows are read, the rest is told. */
class SheetTests {
    private static final List<String> REQUIRED = List.of("姓名", "证件号码");
    private static final String TABLE = "姓名,证件号码,备注\n张三,371599198001010017,\n李四,371599195202290023,\"引号,逗号\"\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030"})
    void csvIsReadInTheCharsetItIsIn(String charset) throws IOException {
        assertThat(cells(csv(TABLE.getBytes(Charset.forName(charset)))))
                .containsExactly(List.of("张三", "371599198001010017", ""), List.of("李四", "371599195202290023", "引号,逗号"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstHeader() throws IOException {
        assertThat(cells(csv(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_8))))
                .hasSize(2);
    }

    @Test
    void whatIsNeitherUtf8NorGbkIsRefused() throws IOException {
        byte[] broken = TABLE.getBytes(StandardCharsets.UTF_8);
        broken[broken.length - 2] = (byte) 0xFF;
        assertRefused("sheet-charset", csv(broken), "a.csv");
    }

    @Test
    void blankRowsAreNoRowsAndTextKeepsItsSpacesInside() throws IOException {
        List<SheetRow> rows = rows(csv("姓名,证件号码\n\n , \n John Smith \t,\t1\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.cell("姓名")).isEqualTo("John Smith");
            assertThat(row.cell("没有的列")).isEmpty();
        });
    }

    @Test
    void aWorkbookGivesTextsNumbersAndDays() throws IOException {
        Path file = workbook(sheet -> {
            sheet.value(1, 0, "张三");
            sheet.value(1, 1, 13900000001L);
            sheet.value(1, 2, LocalDate.of(1980, 1, 1));
            sheet.style(1, 2).format("yyyy-MM-dd").set();
        });
        assertThat(cells(file)).containsExactly(List.of("张三", "13900000001", "1980-01-01"));
    }

    @Test
    void aFormulaSpoilsItsRowAlone() throws IOException {
        Path file = workbook(sheet -> {
            sheet.value(1, 0, "张三");
            sheet.formula(1, 1, "HYPERLINK(\"http://evil\",\"x\")");
            sheet.value(2, 0, "李四");
            sheet.value(2, 1, "1");
        });
        assertThat(rows(file)).extracting(SheetRow::problem).containsExactly("含有公式，请改为数值或文本", null);
    }

    @Test
    void anIdNumberKeptAsANumberHasLostItsEnd() throws IOException {
        Path file = workbook(sheet -> {
            sheet.value(1, 0, "张三");
            sheet.value(1, 1, 371599198001010017L);
        });
        assertThat(rows(file).getFirst().problem()).contains("末几位已丢失");
    }

    @Test
    void csvFormulasSpoilTheirRow() throws IOException {
        List<SheetRow> rows = rows(csv("姓名,证件号码\n=cmd|' /C calc'!A0,1\n李四,+86\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(rows.get(0).problem()).isNotNull();
        assertThat(rows.get(1).problem()).isNull();
    }

    @ParameterizedTest
    @EnumSource(SheetFormat.class)
    void whatGoesOutCannotRunAndComesBackAsItWas(SheetFormat format) throws IOException {
        List<String> nasty = List.of("=1+1", "+86 139", "-5", "@SUM(A1)", "'quoted", "平常,\"引号\"\n换行");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = SheetWriter.to(out, format, List.of("a", "b", "c", "d", "e", "f"))) {
            writer.row(nasty);
        }
        Path file = write("out." + format.extension(), out.toByteArray());
        try (Sheet sheet = Sheet.open(file, "out." + format.extension(), List.of())) {
            SheetRow row = sheet.iterator().next();
            assertThat(row.problem()).isNull();
            assertThat(row.texts()).isEqualTo(nasty);
        }
        if (format == SheetFormat.CSV) {
            assertThat(Files.readString(file))
                    .contains("'=1+1")
                    .doesNotContain(",=")
                    .doesNotContain("\n=");
        }
    }

    @Test
    void theErrorSheetIsTheRowsThatCameWithTheReason() throws IOException {
        SheetRow bad = new SheetRow(7, Map.of("姓名", "张?"), null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ErrorSheet sheet = ErrorSheet.to(out, SheetFormat.CSV, List.of("姓名", "原因", "原行号"))) {
            sheet.add(bad, "姓名有误");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFF姓名,原行号,原因\r\n张?,7,姓名有误\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "sheet-empty, a.csv, ''",
        "sheet-wrong-type, a.exe, x",
        "sheet-wrong-type, a.xlsx, 姓名",
        "sheet-wrong-type, a.csv, PK\u0003\u0004x",
        "header-missing, a.csv, 姓名",
        "header-twice, a.csv, '姓名,姓名,证件号码'",
        "sheet-broken, a.csv, '姓名,证件号码\n\"张三'",
        "sheet-broken, a.xlsx, PK\u0003\u0004nonsense",
    })
    void isRefused(String code, String name, String content) throws IOException {
        assertRefused(code, write(name, content.getBytes(StandardCharsets.UTF_8)), name);
    }

    @Test
    void binaryIsNoCsv() throws IOException {
        assertRefused("sheet-wrong-type", csv(new byte[] {1, 0, 2, 0}), "a.csv");
    }

    @Test
    void anOldWorkbookIsToldToBeSavedAnew() throws IOException {
        byte[] ole = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0};
        assertRefused("sheet-old-or-encrypted", write("a.xlsx", ole), "a.xlsx");
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        Path file = csv("姓名\n张三\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Sheet.open(file, "a.csv", REQUIRED))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().message()).contains("证件号码"));
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Path file = zip(out -> {
            out.putNextEntry(new ZipEntry("xl/worksheets/sheet1.bin"));
            for (int megabyte = 0; megabyte < 100; megabyte++) {
                out.write(zeros);
            }
        });
        assertRefused("sheet-bomb", file, "a.xlsx");
    }

    @Test
    void thousandsOfPartsAreABombToo() throws IOException {
        Path file = zip(out -> {
            for (int part = 0; part < 1_000; part++) {
                out.putNextEntry(new ZipEntry("part" + part));
            }
        });
        assertRefused("sheet-bomb", file, "a.xlsx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet>&x;</worksheet>",
                "<!DOCTYPE a><worksheet/>",
                "<!DOCTYPE a [<!ENTITY l \"l\"><!ENTITY m \"&l;&l;&l;&l;\">]><worksheet>&m;</worksheet>",
            })
    void entitiesAreNotEvenLookedAt(String xml) throws IOException {
        assertRefused("sheet-dtd", part("xl/worksheets/sheet1.xml", xml), "a.xlsx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZZZZZ1", "XFD1", "&#90;&#90;&#90;1"})
    void aCellFarToTheRightIsRefused(String reference) throws IOException {
        String xml = "<worksheet><sheetData><row r=\"1\"><c r=\"" + reference + "\"/></row></sheetData></worksheet>";
        assertRefused("sheet-too-many-columns", part("xl/worksheets/sheet1.xml", xml), "a.xlsx");
    }

    @Test
    void tooManyRowsAndColumnsAreRefused() throws IOException {
        String wide = String.join(",", java.util.Collections.nCopies(101, "1"));
        assertRefused(
                "sheet-too-many-columns", csv(("姓名,证件号码\n" + wide + "\n").getBytes(StandardCharsets.UTF_8)), "a.csv");
        byte[] tall = ("姓名,证件号码\n" + "张,1\n".repeat(SheetLimits.ROWS + 1)).getBytes(StandardCharsets.UTF_8);
        assertRefused("sheet-too-many-rows", csv(tall), "a.csv");
    }

    @Test
    void aWorkbookCutOffAnywhereIsRefusedOrRead() throws IOException {
        byte[] whole = Files.readAllBytes(workbook(sheet -> sheet.value(1, 0, "张三")));
        for (int length = 1; length < whole.length; length += 37) {
            Path file = write("cut.xlsx", Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> rows(file)).isInstanceOf(Refused.class);
        }
    }

    private void assertRefused(String code, Path file, String name) {
        assertThatThrownBy(() -> {
                    try (Sheet sheet = Sheet.open(file, name, REQUIRED)) {
                        sheet.forEach(row -> {});
                    }
                })
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().code()).isEqualTo(code));
    }

    private List<SheetRow> rows(Path file) {
        List<SheetRow> rows = new ArrayList<>();
        try (Sheet sheet = Sheet.open(file, file.getFileName().toString(), REQUIRED)) {
            sheet.forEach(rows::add);
        }
        return rows;
    }

    private List<List<String>> cells(Path file) {
        return rows(file).stream().map(SheetRow::texts).toList();
    }

    private Path csv(byte[] content) throws IOException {
        return write("a.csv", content);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private interface Filling {
        void fill(Worksheet sheet) throws IOException;
    }

    private Path workbook(Filling filling) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("居民");
            sheet.value(0, 0, "姓名");
            sheet.value(0, 1, "证件号码");
            sheet.value(0, 2, "出生日期");
            filling.fill(sheet);
        }
        return write("a.xlsx", out.toByteArray());
    }

    private interface Zipping {
        void zip(ZipOutputStream out) throws IOException;
    }

    private Path zip(Zipping zipping) throws IOException {
        Path file = folder.resolve("a.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zipping.zip(zip);
        }
        return file;
    }

    private Path part(String name, String xml) throws IOException {
        return zip(out -> {
            out.putNextEntry(new ZipEntry(name));
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        });
    }
}
