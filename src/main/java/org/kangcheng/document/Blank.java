package org.kangcheng.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A shipped template, written as plain text so that a change of it can be read; it becomes a .docx in the house's style,
 * which an official downloads, edits and uploads. One line a paragraph:
 *
 * <pre>{@code
 * # title          ## heading       ### smaller heading
 * = centred        > to the right   ! small print        an empty line is an empty paragraph
 * |: 10 60 30      the widths of the table below, in parts
 * | a | b |        a row; the first is the head and stands again on each page; **bold**
 * |. a | b |       a row of a table without head
 * ---              a new page
 * @landscape       the page lies on its side
 * @header text     @footer text
 * }</pre>
 *
 * All other lines are paragraphs of text, indented by two characters as official writing is.
 */
final class Blank {
    private static final int PAGE_WIDTH = 11906;
    private static final int PAGE_HEIGHT = 16838;
    private static final int MARGIN = 1440;

    private final StringBuilder body = new StringBuilder();
    private final List<String> rows = new ArrayList<>();
    private int[] widths = {};
    private boolean headless;
    private boolean landscape;
    private String header = "";
    private String footer = "";

    private Blank(String text) {
        // The width of the page is asked for by the first table.
        landscape = text.lines().anyMatch("@landscape"::equals);
        text.lines().forEach(this::line);
        endTable();
    }

    static Blank of(String text) {
        return new Blank(text);
    }

    static Blank shipped(String id) {
        try (InputStream in = Blank.class.getResourceAsStream("/documents/" + id + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("no template is shipped as documents/" + id + ".txt");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        if (line.startsWith("|:")) {
            endTable();
            widths = Arrays.stream(line.substring(2).trim().split("\\s+"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } else if (line.startsWith("|.")) {
            headless = true;
            rows.add(line.substring(2));
        } else if (line.startsWith("|")) {
            rows.add(line.substring(1));
        } else {
            endTable();
            paragraph(line);
        }
    }

    private void paragraph(String line) {
        String text = line.replaceFirst("^(#{1,3}|=|>|!) ", "");
        if (line.equals("---")) {
            body.append("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
        } else if (line.startsWith("@header ")) {
            header = line.substring(8);
        } else if (line.startsWith("@footer ")) {
            footer = line.substring(8);
        } else if (!line.equals("@landscape")) {
            body.append(paragraph(style(line), text));
        }
    }

    private static String style(String line) {
        return switch (line.split(" ", 2)[0]) {
            case "#" -> "Title";
            case "##" -> "Heading1";
            case "###" -> "Heading2";
            case "=" -> "Centred";
            case ">" -> "Signed";
            case "!" -> "Small";
            default -> "BodyText";
        };
    }

    private static String paragraph(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + runs(text) + "</w:p>";
    }

    /** What stands between two pairs of stars is bold. */
    private static String runs(String text) {
        StringBuilder runs = new StringBuilder();
        boolean bold = false;
        for (String piece : text.split("\\*\\*", -1)) {
            if (!piece.isEmpty()) {
                runs.append("<w:r>")
                        .append(bold ? "<w:rPr><w:b/></w:rPr>" : "")
                        .append("<w:t xml:space=\"preserve\">")
                        .append(Xml.escape(piece))
                        .append("</w:t></w:r>");
            }
            bold = !bold;
        }
        return runs.toString();
    }

    private void endTable() {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> cells = rows.stream().map(Blank::cells).toList();
        int[] columns = columns(cells.getFirst().size());
        body.append("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
                + "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        Arrays.stream(columns)
                .forEach(width -> body.append("<w:gridCol w:w=\"").append(width).append("\"/>"));
        body.append("</w:tblGrid>");
        for (int row = 0; row < cells.size(); row++) {
            row(cells.get(row), columns, row == 0 && !headless);
        }
        body.append("</w:tbl>");
        rows.clear();
        widths = new int[0];
        headless = false;
    }

    private static List<String> cells(String row) {
        String inner = row.strip();
        return Arrays.stream((inner.endsWith("|") ? inner.substring(0, inner.length() - 1) : inner).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private int[] columns(int count) {
        int[] parts = widths;
        if (widths.length != count) {
            parts = new int[count];
            Arrays.fill(parts, 1);
        }
        int whole = Arrays.stream(parts).sum();
        return Arrays.stream(parts).map(part -> textWidth() * part / whole).toArray();
    }

    private int textWidth() {
        return (landscape ? PAGE_HEIGHT : PAGE_WIDTH) - 2 * MARGIN;
    }

    private void row(List<String> cells, int[] columns, boolean head) {
        body.append("<w:tr><w:trPr><w:cantSplit/>")
                .append(head ? "<w:tblHeader/>" : "")
                .append("</w:trPr>");
        for (int at = 0; at < cells.size(); at++) {
            body.append("<w:tc><w:tcPr><w:tcW w:w=\"")
                    .append(columns[at])
                    .append("\" w:type=\"dxa\"/>")
                    .append(head ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8F1ED\"/>" : "")
                    .append("<w:vAlign w:val=\"center\"/></w:tcPr>")
                    .append(paragraph(head ? "TableHead" : "TableText", cells.get(at)))
                    .append("</w:tc>");
        }
        body.append("</w:tr>");
    }

    WordFile word() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        put(parts, "[Content_Types].xml", BlankParts.TYPES);
        put(parts, "_rels/.rels", BlankParts.RELATIONS);
        put(parts, WordFile.BODY, document());
        put(parts, "word/_rels/document.xml.rels", BlankParts.BODY_RELATIONS);
        put(parts, "word/styles.xml", BlankParts.STYLES);
        put(parts, "word/header1.xml", BlankParts.header(paragraph("Header", header)));
        put(parts, "word/footer1.xml", BlankParts.footer(runs(footer)));
        return new WordFile(parts);
    }

    private String document() {
        int width = landscape ? PAGE_HEIGHT : PAGE_WIDTH;
        int height = landscape ? PAGE_WIDTH : PAGE_HEIGHT;
        return """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <w:document xmlns:w="%s" xmlns:r="%s"><w:body>%s<w:sectPr>
                <w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>
                <w:pgSz w:w="%d" w:h="%d"%s/>
                <w:pgMar w:top="%7$d" w:right="%7$d" w:bottom="%7$d" w:left="%7$d" w:header="720" w:footer="720" w:gutter="0"/>
                </w:sectPr></w:body></w:document>
                """.formatted(Xml.W, Xml.R, body, width, height, landscape ? " w:orient=\"landscape\"" : "", MARGIN);
    }

    private static void put(Map<String, byte[]> parts, String name, String xml) {
        parts.put(name, xml.strip().getBytes(StandardCharsets.UTF_8));
    }
}
