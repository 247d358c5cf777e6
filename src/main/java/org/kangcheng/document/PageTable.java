package org.kangcheng.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** A table as formatting objects: widths in proportion, cells that span, head rows again on each page. */
final class PageTable {
    private static final List<String> OUTER = List.of("top", "left", "bottom", "right");

    private final PageText text;
    private final Style style;

    PageTable(PageText text, Style style) {
        this.text = text;
        this.style = style;
    }

    /** @param row from 0; column likewise, in columns of the grid */
    private record Cell(Element element, int row, int column, int columns, int rows) {}

    String of(Element table) {
        List<Element> rows = Xml.children(table, "tr");
        if (rows.isEmpty()) {
            return "";
        }
        List<Cell> cells = cells(rows);
        int heads = 0;
        while (heads < rows.size() - 1 && Style.on(rowProperties(rows.get(heads)), "tblHeader")) {
            heads++;
        }
        StringBuilder out =
                new StringBuilder("<fo:table table-layout=\"fixed\" width=\"100%\" border-collapse=\"collapse\"");
        out.append(" start-indent=\"0pt\" text-indent=\"0pt\">");
        Xml.children(Objects.requireNonNullElse(Xml.child(table, "tblGrid"), table), "gridCol")
                .forEach(column -> out.append("<fo:table-column column-width=\"proportional-column-width(")
                        .append(Objects.requireNonNullElse(Xml.attribute(column, "w"), "1"))
                        .append(")\"/>"));
        List<Element> look = style.ofTable(table);
        if (heads > 0) {
            out.append("<fo:table-header>")
                    .append(rows(rows, cells, look, 0, heads))
                    .append("</fo:table-header>");
        }
        out.append("<fo:table-body>")
                .append(rows(rows, cells, look, heads, rows.size()))
                .append("</fo:table-body>");
        return out.append("</fo:table>").toString();
    }

    private static List<Element> rowProperties(Element row) {
        Element properties = Xml.child(row, "trPr");
        return properties == null ? List.of() : List.of(properties);
    }

    private static List<Cell> cells(List<Element> rows) {
        List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            int column = 0;
            for (Element cell : Xml.children(rows.get(row), "tc")) {
                Element properties = Xml.child(cell, "tcPr");
                int span = span(properties);
                Element merge = Xml.child(properties, "vMerge");
                if (merge != null && !"restart".equals(Xml.attribute(merge, "val"))) {
                    lengthen(cells, column);
                } else {
                    cells.add(new Cell(cell, row, column, span, 1));
                }
                column += span;
            }
        }
        return cells;
    }

    private static int span(@Nullable Element properties) {
        String span = Xml.value(properties, "gridSpan");
        return span == null ? 1 : Integer.parseInt(span);
    }

    /** The cell above in this column goes one row further down. */
    private static void lengthen(List<Cell> cells, int column) {
        for (int at = cells.size() - 1; at >= 0; at--) {
            Cell above = cells.get(at);
            if (above.column == column) {
                cells.set(at, new Cell(above.element, above.row, column, above.columns, above.rows + 1));
                return;
            }
        }
    }

    private String rows(List<Element> rows, List<Cell> cells, List<Element> look, int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int at = from; at < to; at++) {
            int row = at;
            boolean whole = Style.on(rowProperties(rows.get(at)), "cantSplit");
            out.append("<fo:table-row").append(whole ? " keep-together.within-page=\"always\">" : ">");
            List<Cell> here = cells.stream().filter(cell -> cell.row == row).toList();
            here.forEach(cell -> out.append(cell(cell, look, rows.size())));
            out.append(here.isEmpty() ? "<fo:table-cell><fo:block/></fo:table-cell>" : "")
                    .append("</fo:table-row>");
        }
        return out.toString();
    }

    private String cell(Cell cell, List<Element> look, int rows) {
        Element properties = Xml.child(cell.element, "tcPr");
        StringBuilder out = new StringBuilder("<fo:table-cell padding=\"2pt 4pt\" column-number=\"");
        out.append(cell.column + 1).append('"');
        out.append(" number-columns-spanned=\"").append(cell.columns).append('"');
        out.append(" number-rows-spanned=\"")
                .append(Math.min(cell.rows, rows - cell.row))
                .append('"');
        String fill = Xml.attribute(Xml.child(properties, "shd"), "fill");
        if (fill != null && fill.matches("[0-9A-Fa-f]{6}")) {
            out.append(" background-color=\"#").append(fill).append('"');
        }
        out.append(" display-align=\"")
                .append(
                        switch (Objects.requireNonNullElse(Xml.value(properties, "vAlign"), "top")) {
                            case "center" -> "center";
                            case "bottom" -> "after";
                            default -> "before";
                        })
                .append('"');
        OUTER.forEach(side -> out.append(border(side, properties, look)));
        return out.append('>')
                .append(text.blocks(cell.element))
                .append("</fo:table-cell>")
                .toString();
    }

    /** What the cell itself says, else the table: the lines inside stand for all four sides, since neighbours share them. */
    private static String border(String side, @Nullable Element cell, List<Element> look) {
        String own = Xml.value(Xml.child(cell, "tcBorders"), side);
        boolean line = own == null ? of(look, side) : !(own.equals("nil") || own.equals("none"));
        return line ? " border-" + side + "=\"1pt solid #9AA5B1\"" : "";
    }

    private static boolean of(List<Element> look, String side) {
        String inside = side.equals("top") || side.equals("bottom") ? "insideH" : "insideV";
        for (Element properties : look) {
            Element borders = Xml.child(properties, "tblBorders");
            if (borders != null) {
                String value = Objects.requireNonNullElse(Xml.value(borders, inside), "none");
                return !(value.equals("nil") || value.equals("none"));
            }
        }
        return false;
    }
}
