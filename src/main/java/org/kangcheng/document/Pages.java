package org.kangcheng.document;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** A .docx as pages: XSL formatting objects, which the press lays out. What it does not know, {@link TemplateCheck} refuses. */
final class Pages {
    private static final double TWIPS = 20;
    private static final double FOOT_WITH_CODE_PT = 78;

    private final WordFile word;
    private final String title;
    private final @Nullable Verification verification;
    private final PageText text;

    Pages(WordFile word, String title, @Nullable Verification verification) {
        this.word = word;
        this.title = title;
        this.verification = verification;
        this.text = new PageText(word);
    }

    private record Sheet(
            double width,
            double height,
            double top,
            double bottom,
            double left,
            double right,
            double head,
            double foot) {}

    String fo() {
        Element section = Xml.child(word.body(), "sectPr");
        Sheet sheet = sheet(section);
        double footHeight = Math.max(sheet.bottom - sheet.foot, verification == null ? 0 : FOOT_WITH_CODE_PT);
        return """
                <fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="Noto Sans SC" xml:lang="zh-CN">
                <fo:layout-master-set><fo:simple-page-master master-name="page" page-width="%spt" page-height="%spt"
                  margin-left="%spt" margin-right="%spt" margin-top="%spt" margin-bottom="%spt">
                <fo:region-body margin-top="%spt" margin-bottom="%spt"/><fo:region-before extent="%7$spt"/>
                <fo:region-after extent="%8$spt" display-align="after"/>
                </fo:simple-page-master></fo:layout-master-set>
                <fo:declarations><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
                  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
                  xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title></rdf:Description></rdf:RDF>
                </x:xmpmeta></fo:declarations>
                <fo:page-sequence master-reference="page" id="all">
                <fo:static-content flow-name="xsl-region-before">%s</fo:static-content>
                <fo:static-content flow-name="xsl-region-after">%s</fo:static-content>
                <fo:flow flow-name="xsl-region-body">%s</fo:flow></fo:page-sequence></fo:root>
                """.formatted(
                        sheet.width,
                        sheet.height,
                        sheet.left,
                        sheet.right,
                        sheet.head,
                        sheet.foot,
                        Math.max(0, sheet.top - sheet.head),
                        footHeight,
                        Xml.escape(title),
                        part(section, "headerReference"),
                        code() + part(section, "footerReference"),
                        text.blocks(word.body()));
    }

    private static Sheet sheet(@Nullable Element section) {
        Element size = Xml.child(section, "pgSz");
        Element margin = Xml.child(section, "pgMar");
        return new Sheet(
                points(size, "w", 11906),
                points(size, "h", 16838),
                points(margin, "top", 1440),
                points(margin, "bottom", 1440),
                points(margin, "left", 1800),
                points(margin, "right", 1800),
                points(margin, "header", 720),
                points(margin, "footer", 720));
    }

    private static double points(@Nullable Element element, String attribute, int twips) {
        String value = Xml.attribute(element, attribute);
        return (value == null ? twips : Math.abs(Double.parseDouble(value))) / TWIPS;
    }

    /** The header or footer for all pages. */
    private String part(@Nullable Element section, String reference) {
        if (section == null) {
            return "<fo:block/>";
        }
        List<Element> references = Xml.children(section, reference);
        String part = Stream.of("default", "first")
                .flatMap(type -> references.stream().filter(it -> type.equals(Xml.attribute(it, "type"))))
                .map(it -> word.related(it.getAttributeNS(Xml.R, "id")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return part == null ? "<fo:block/>" : text.blocks(word.tree(part).getDocumentElement());
    }

    private String code() {
        if (verification == null) {
            return "";
        }
        String png = Base64.getEncoder().encodeToString(Picture.qrCode(verification.address()));
        return """
                <fo:table table-layout="fixed" width="100%%" space-after="2pt"><fo:table-column column-width="54pt"/>
                <fo:table-column column-width="proportional-column-width(1)"/><fo:table-body><fo:table-row>
                <fo:table-cell><fo:block line-height="1"><fo:external-graphic src="url('data:image/png;base64,%s')"
                  content-width="48pt" content-height="48pt" fox:alt-text="验证二维码"
                  xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"/></fo:block></fo:table-cell>
                <fo:table-cell display-align="center"><fo:block font-size="9pt" color="#4A5568" line-height="1.5">验证码　<fo:inline
                  font-weight="bold" color="#1F2937">%s</fo:inline></fo:block><fo:block font-size="8pt" color="#4A5568"
                  line-height="1.4">扫码或在 %s 核对本件</fo:block></fo:table-cell>
                </fo:table-row></fo:table-body></fo:table>
                """.formatted(png, Xml.escape(verification.code()), Xml.escape(verification.address()));
    }
}
