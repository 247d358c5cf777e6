package org.kangcheng.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What a document says is what was handed in, in both forms. */
class DocumentTests {
    private final PdfPress press = new PdfPress(Clock.systemUTC());

    private Document bulletin(int findings) {
        return new Document("通报", Bulletin.filled(findings), press);
    }

    private static String text(byte[] docx) {
        return Xml.all(WordFile.open(docx).body(), "p").stream().map(Tag::text).collect(Collectors.joining("\n"));
    }

    @Test
    void theWordFileSaysEachValueAndARowForEachFinding() {
        String text = text(bulletin(3).docx());
        assertThat(text)
                .contains("关于健康扶贫督查情况的通报", "第12期　2026年11月22日", "共发现问题3条")
                .contains("<未> & \"及时\"更正，第3处。")
                .contains("第一行说明。")
                .doesNotContain("{{", "}}");
        assertThat(text.lines().filter(line -> line.contains("居民基础信息"))).hasSize(3);
    }

    @Test
    void anEmptyTableSaysThatThereIsNone() {
        String text = text(bulletin(0).docx());
        assertThat(text).contains("无：无");
        assertThat(text.lines().filter("无"::equals)).hasSize(4);
    }

    @Test
    void thePdfSaysTheSameWithItsOwnFontAndTheHeadOfATableOnEachPage() throws IOException {
        byte[] pdf = bulletin(60).pdf(new Verification("ABCD-EFGH", "https://kangcheng.example/d/ABCDEFGH"));
        Files.createDirectories(Path.of("target", "documents"));
        Files.write(Path.of("target", "documents", "bulletin.pdf"), pdf);
        try (PDDocument read = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(read);
            assertThat(text)
                    .contains("关于健康扶贫督查情况的通报", "东昌府区第60卫生院", "喆、堃、昇、茌平", "①②℃±≥", "ABCD-EFGH")
                    .contains("卫生健康委员会")
                    .doesNotContain("{{");
            assertThat(read.getNumberOfPages()).isGreaterThan(2);
            assertThat(text.split("序号", -1)).hasSize(read.getNumberOfPages() + 1);
            assertThat(text).contains("第 2 页").contains("共 " + read.getNumberOfPages() + " 页");
            assertThat(read.getDocumentCatalog().getMetadata().toByteArray())
                    .asString(StandardCharsets.UTF_8)
                    .contains("pdfaid:part>2<");
            assertThat(fonts(read))
                    .isNotEmpty()
                    .allSatisfy(font ->
                            assertThat(font.isEmbedded()).as(font.getName()).isTrue());
        }
    }

    private static List<PDFont> fonts(PDDocument pdf) {
        return StreamSupport.stream(pdf.getPages().spliterator(), false)
                .flatMap(page -> StreamSupport.stream(
                                page.getResources().getFontNames().spliterator(), false)
                        .map(name -> font(page.getResources(), name)))
                .toList();
    }

    private static PDFont font(org.apache.pdfbox.pdmodel.PDResources resources, COSName name) {
        try {
            return resources.getFont(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theCodesOnThePageLeadWhereTheySay() throws Exception {
        try (PDDocument read = Loader.loadPDF(
                bulletin(1).pdf(new Verification("ABCD-EFGH", "https://kangcheng.example/d/ABCDEFGH")))) {
            BufferedImage page = new PDFRenderer(read).renderImageWithDPI(0, 150);
            ImageIO.write(page, "png", new File("target/documents-page.png"));
            int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
            LuminanceSource light = new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels);
            assertThat(Arrays.stream(new GenericMultipleBarcodeReader(new QRCodeReader())
                                    .decodeMultiple(new BinaryBitmap(new HybridBinarizer(light))))
                            .map(it -> it.getText()))
                    .contains("https://kangcheng.example/d/ABCDEFGH", "https://kangcheng.example/d/ABCD");
        }
    }

    @Test
    void aDocumentWithoutOneOfItsValuesIsAFault() {
        assertThatThrownBy(() -> new Content().value("标题", "x").requireAllOf(Bulletin.TEMPLATE))
                .hasMessageContaining("单位");
    }

    @Test
    void aTagThatWordHasSplitIsFound() {
        WordFile word = Blank.of("前{{单**位**}}后").word();
        new Filling(Bulletin.TEMPLATE, new Content().value("单位", "甲院")).into(word);
        assertThat(text(word.bytes())).isEqualTo("前甲院后");
    }
}
