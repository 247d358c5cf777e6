package org.kangcheng.document;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Paragraphs and what stands in them, as formatting objects. */
final class PageText {
    private static final double TWIPS = 20;
    private static final double EMU_PER_POINT = 12_700;
    private static final double DEFAULT_SIZE = 10.5;

    private final WordFile word;
    private final Style style;

    PageText(WordFile word) {
        this.word = word;
        this.style = new Style(word);
    }

    /** All paragraphs and tables of the body, a header, a cell. */
    String blocks(Element parent) {
        StringBuilder out = new StringBuilder();
        for (Element child : Xml.children(parent)) {
            if (Xml.is(child, "p")) {
                out.append(paragraph(child));
            } else if (Xml.is(child, "tbl")) {
                out.append(new PageTable(this, style).of(child));
            } else if (Xml.is(child, "sdt")) {
                Element content = Xml.child(child, "sdtContent");
                out.append(content == null ? "" : blocks(content));
            }
        }
        return out.isEmpty() ? "<fo:block/>" : out.toString();
    }

    private String paragraph(Element paragraph) {
        List<Element> chain = style.ofParagraph(paragraph);
        double size = Xml.all(paragraph, "r").stream()
                .mapToDouble(run -> size(style.ofRun(run, paragraph)))
                .max()
                .orElseGet(() -> size(style.ofRun(paragraph, paragraph)));
        String inlines = inlines(paragraph, paragraph);
        return "<fo:block" + standing(chain, size) + breaks(paragraph, chain) + ">"
                + (inlines.isBlank() ? "&#160;" : inlines) + "</fo:block>";
    }

    private static double size(List<Element> run) {
        String half = Style.first(run, "sz", "val");
        return half == null ? DEFAULT_SIZE : Double.parseDouble(half) / 2;
    }

    private static String standing(List<Element> chain, double size) {
        StringBuilder out = new StringBuilder();
        out.append(" font-size=\"").append(point(size)).append('"');
        out.append(" text-align=\"")
                .append(
                        switch (Objects.requireNonNullElse(Style.first(chain, "jc", "val"), "left")) {
                            case "center" -> "center";
                            case "right", "end" -> "right";
                            case "both", "distribute" -> "justify";
                            default -> "left";
                        })
                .append('"');
        length(out, "space-before", Style.first(chain, "spacing", "before"));
        length(out, "space-after", Style.first(chain, "spacing", "after"));
        out.append(" line-height=\"").append(lineHeight(chain)).append('"');
        double left = indent(chain, "left", "leftChars", size);
        double first = indent(chain, "firstLine", "firstLineChars", size);
        double hanging = indent(chain, "hanging", "hangingChars", size);
        out.append(" start-indent=\"").append(point(left)).append('"');
        out.append(" end-indent=\"")
                .append(point(indent(chain, "right", "rightChars", size)))
                .append('"');
        out.append(" text-indent=\"").append(point(first - hanging)).append('"');
        if (Style.on(chain, "keepNext")) {
            out.append(" keep-with-next.within-page=\"always\"");
        }
        return out.toString();
    }

    /** In hundredths of a character when the template says so: two characters stay two at any size. */
    private static double indent(List<Element> chain, String twips, String characters, double size) {
        String hundredths = Style.first(chain, "ind", characters);
        if (hundredths != null && Double.parseDouble(hundredths) != 0) {
            return Double.parseDouble(hundredths) / 100 * size;
        }
        String value = Style.first(chain, "ind", twips);
        return value == null ? 0 : Double.parseDouble(value) / TWIPS;
    }

    /** A single line of this font is 1.3 times its size high; what is set as 240 is one line. */
    private static String lineHeight(List<Element> chain) {
        String line = Style.first(chain, "spacing", "line");
        String rule = Objects.requireNonNullElse(Style.first(chain, "spacing", "lineRule"), "auto");
        if (line == null) {
            return "1.3";
        }
        double value = Double.parseDouble(line);
        return rule.equals("auto") ? number(value / 240 * 1.3) : point(value / TWIPS);
    }

    private static void length(StringBuilder out, String name, @Nullable String twips) {
        if (twips != null) {
            out.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(point(Double.parseDouble(twips) / TWIPS))
                    .append('"');
        }
    }

    private static String breaks(Element paragraph, List<Element> chain) {
        boolean page = Xml.all(paragraph, "br").stream().anyMatch(br -> "page".equals(Xml.attribute(br, "type")));
        if (Style.on(chain, "pageBreakBefore")) {
            return " break-before=\"page\"";
        }
        return page ? " break-after=\"page\"" : "";
    }

    private String inlines(Element parent, Element paragraph) {
        StringBuilder out = new StringBuilder();
        Field field = new Field();
        for (Element child : Xml.children(parent)) {
            if (Xml.is(child, "r")) {
                out.append(run(child, paragraph, field));
            } else if (Xml.is(child, "fldSimple")) {
                String name = Field.name(Objects.requireNonNullElse(Xml.attribute(child, "instr"), ""));
                out.append(name.isEmpty() ? inlines(child, paragraph) : styled(child, paragraph, name));
            } else if (Xml.is(child, "hyperlink") || Xml.is(child, "ins") || Xml.is(child, "smartTag")) {
                out.append(inlines(child, paragraph));
            } else if (Xml.is(child, "sdt")) {
                Element content = Xml.child(child, "sdtContent");
                out.append(content == null ? "" : inlines(content, paragraph));
            }
        }
        return out.toString();
    }

    private String styled(Element around, Element paragraph, String inner) {
        List<Element> runs = Xml.children(around, "r");
        return runs.isEmpty() ? inner : inline(style.ofRun(runs.getFirst(), paragraph), inner);
    }

    private String run(Element run, Element paragraph, Field field) {
        StringBuilder out = new StringBuilder();
        for (Element child : Xml.children(run)) {
            if (field.takes(child)) {
                out.append(field.given());
            } else if (Xml.is(child, "t")) {
                out.append(indented(child.getTextContent()));
            } else if (Xml.is(child, "tab")) {
                out.append("<fo:leader leader-length=\"2em\"/>");
            } else if (Xml.is(child, "noBreakHyphen")) {
                out.append("&#x2011;");
            } else if (Xml.is(child, "br") && !"page".equals(Xml.attribute(child, "type"))) {
                out.append("&#x2028;");
            } else if (Xml.is(child, "drawing")) {
                out.append(drawing(child));
            }
        }
        return out.isEmpty() ? "" : inline(style.ofRun(run, paragraph), out.toString());
    }

    /** Full-width spaces typed to indent: the press would break the line after them. */
    private static String indented(String text) {
        int spaces = 0;
        while (spaces < text.length() && text.charAt(spaces) == '\u3000') {
            spaces++;
        }
        return "<fo:leader leader-length=\"1em\"/>".repeat(spaces) + Xml.escape(text.substring(spaces));
    }

    private static String inline(List<Element> chain, String inner) {
        StringBuilder out =
                new StringBuilder("<fo:inline white-space-treatment=\"preserve\" white-space-collapse=\"false\"");
        out.append(" font-size=\"").append(point(size(chain))).append('"');
        if (Style.on(chain, "b")) {
            out.append(" font-weight=\"bold\"");
        }
        String color = Style.first(chain, "color", "val");
        if (color != null && color.matches("[0-9A-Fa-f]{6}")) {
            out.append(" color=\"#").append(color).append('"');
        }
        if (Style.on(chain, "u")) {
            out.append(" text-decoration=\"underline\"");
        } else if (Style.on(chain, "strike")) {
            out.append(" text-decoration=\"line-through\"");
        }
        String raised = Style.first(chain, "vertAlign", "val");
        if ("superscript".equals(raised)) {
            out.append(" baseline-shift=\"super\"");
        } else if ("subscript".equals(raised)) {
            out.append(" baseline-shift=\"sub\"");
        }
        return out.append('>')
                .append(inner.replace("&#x2028;", "<fo:block/>"))
                .append("</fo:inline>")
                .toString();
    }

    private String drawing(Element drawing) {
        Element picture = Xml.all(drawing, Xml.A, "blip").stream().findFirst().orElse(null);
        Element extent = Xml.all(drawing, Xml.WP, "extent").stream().findFirst().orElse(null);
        String part = picture == null ? null : word.related(picture.getAttributeNS(Xml.R, "embed"));
        if (part == null || extent == null) {
            return "";
        }
        String type = part.toLowerCase(Locale.ROOT).endsWith("png") ? "png" : "jpeg";
        return "<fo:external-graphic src=\"url('data:image/" + type + ";base64,"
                + Base64.getEncoder().encodeToString(word.part(part)) + "')\" content-width=\""
                + point(Double.parseDouble(extent.getAttribute("cx")) / EMU_PER_POINT) + "\" content-height=\""
                + point(Double.parseDouble(extent.getAttribute("cy")) / EMU_PER_POINT) + "\"/>";
    }

    static String point(double points) {
        return number(points) + "pt";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A field in its long form: begin, what it is, separate, the text as it was, end. */
    private static final class Field {
        private @Nullable StringBuilder instruction;
        private boolean shown;
        private String name = "";
        private String given = "";

        /** True when the node belongs to a field whose text is made here. */
        boolean takes(Node node) {
            given = "";
            if (Xml.is(node, "fldChar")) {
                step(Objects.requireNonNullElse(Xml.attribute((Element) node, "fldCharType"), ""));
                return true;
            }
            if (instruction == null) {
                return false;
            }
            if (Xml.is(node, "instrText")) {
                instruction.append(node.getTextContent());
                return true;
            }
            // The text that stands for a field that is not known here stays as it is.
            return shown && !name.isEmpty();
        }

        private void step(String type) {
            switch (type) {
                case "begin" -> instruction = new StringBuilder();
                case "separate" -> {
                    shown = true;
                    name = name(Objects.requireNonNullElse(instruction, new StringBuilder())
                            .toString());
                    given = name;
                }
                case "end" -> {
                    if (!shown) {
                        given = name(Objects.requireNonNullElse(instruction, new StringBuilder())
                                .toString());
                    }
                    instruction = null;
                    shown = false;
                    name = "";
                }
                default -> {}
            }
        }

        String given() {
            return given;
        }

        /** What stands for it on the page; empty when the field is none of these. */
        static String name(String instruction) {
            return switch (instruction.strip().split("\\s+")[0].toUpperCase(Locale.ROOT)) {
                case "PAGE" -> "<fo:page-number/>";
                case "NUMPAGES", "SECTIONPAGES" -> "<fo:page-number-citation-last ref-id=\"all\"/>";
                default -> "";
            };
        }
    }
}
