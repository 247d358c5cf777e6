package org.kangcheng.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.w3c.dom.Element;

/** Says what is wrong with a template before it is in force: each time where, in the template's own words, and why. */
final class TemplateCheck {
    /** @param where the text around it, as the official sees it in Word */
    record Finding(String where, String why) {}

    /** What a page made of a .docx cannot show. */
    private static final Map<String, String> NOT_SHOWN = Map.of(
            "txbxContent", "文本框在 PDF 中无法呈现，请改用表格。",
            "object", "嵌入的对象在 PDF 中无法呈现，请改为图片。",
            "footnoteReference", "脚注在 PDF 中无法呈现，请写入正文。",
            "endnoteReference", "尾注在 PDF 中无法呈现，请写入正文。",
            "cols", "分栏在 PDF 中无法呈现，请改用表格。",
            "del", "有未接受的修订，请先接受或拒绝全部修订。",
            "ins", "有未接受的修订，请先接受或拒绝全部修订。");

    private static final int SHOWN = 24;

    private final Template template;
    private final Set<String> seen = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private TemplateCheck(Template template) {
        this.template = template;
    }

    static List<Finding> of(Template template, WordFile word) {
        TemplateCheck check = new TemplateCheck(template);
        word.texts().forEach(part -> check.look(word.tree(part).getDocumentElement()));
        return List.copyOf(check.findings);
    }

    private void look(Element root) {
        Xml.all(root, "p").forEach(this::paragraph);
        Xml.all(root, "tr").forEach(this::row);
        NOT_SHOWN.forEach((name, why) -> Xml.all(root, name).stream()
                .filter(it -> !name.equals("cols")
                        || !Objects.requireNonNullElse(Xml.attribute(it, "num"), "1")
                                .equals("1"))
                .findFirst()
                .ifPresent(it -> add(near(it), why)));
        Xml.all(root, "tbl").stream()
                .filter(table -> !Xml.all(table, "tbl").isEmpty())
                .forEach(table -> add(shown(Tag.text(Xml.all(table, "p").getFirst())), "表格中不能再套表格。"));
    }

    private void paragraph(Element paragraph) {
        String text = Tag.text(paragraph);
        List<Tag> tags = Tag.in(text);
        tags.forEach(tag -> tag(tag, text));
        String rest = text.replaceAll("\\{\\{[^{}]*}}", "");
        if (rest.contains("{{") || rest.contains("}}")) {
            add(shown(text), "标签没有写完整：以“{{”开始，以“}}”结束，写在同一段内。");
        }
        if (Xml.child(Xml.child(paragraph, "pPr"), "numPr") != null) {
            add(shown(text), "自动编号在 PDF 中无法呈现，请直接写出编号。");
        }
        oneTable(tags, text);
    }

    private void tag(Tag tag, String text) {
        if (tag.table() == null) {
            if (!template.values().contains(tag.name())) {
                add(shown(text), "没有标签“" + tag.shown() + "”。可用的有：" + String.join("、", template.values()) + "。");
            }
            return;
        }
        Template.Table table = template.table(tag.table()).orElse(null);
        if (table == null) {
            String tables = String.join(
                    "、", template.tables().stream().map(Template.Table::name).toList());
            add(shown(text), "没有表“" + tag.table() + "”。" + (tables.isEmpty() ? "本模板没有表。" : "可用的有：" + tables + "。"));
        } else if (!table.knows(tag.name())) {
            add(
                    shown(text),
                    "表“" + table.name() + "”没有列“" + tag.name() + "”。可用的有：" + Template.ROW + "、"
                            + String.join("、", table.columns()) + "。");
        }
    }

    private void row(Element row) {
        StringBuilder text = new StringBuilder();
        Xml.all(row, "p").forEach(paragraph -> text.append(Tag.text(paragraph)).append(' '));
        oneTable(Tag.in(text.toString()), text.toString());
    }

    private void oneTable(List<Tag> tags, String text) {
        if (tags.stream().map(Tag::table).filter(Objects::nonNull).distinct().count() > 1) {
            add(shown(text), "一行（一段）中只能用一个表的列。");
        }
    }

    private static String near(Element element) {
        for (org.w3c.dom.Node up = element; up != null; up = up.getParentNode()) {
            if (Xml.is(up, "p")) {
                return shown(Tag.text((Element) up));
            }
        }
        return "全文";
    }

    private static String shown(String text) {
        String line = text.strip();
        return line.isEmpty() ? "（空段）" : line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    private void add(String where, String why) {
        if (seen.add(where + why)) {
            findings.add(new Finding(where, why));
        }
    }
}
