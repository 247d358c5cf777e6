package org.kangcheng.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.document.Content.Value;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Puts the content in the place of the tags. A table's row, or a paragraph, with a tag of a table is repeated for each of
 * its rows; of a table without rows one row stays and says 无.
 */
final class Filling {
    private static final String NONE = "无";

    private final Template template;
    private final Content content;

    Filling(Template template, Content content) {
        this.template = template;
        this.content = content;
    }

    void into(WordFile word) {
        for (String part : word.texts()) {
            Element root = word.tree(part).getDocumentElement();
            Xml.all(root, "tr").forEach(row -> repeat(row, word));
            Xml.all(root, "p").forEach(paragraph -> repeat(paragraph, word));
            Xml.all(root, "p").forEach(paragraph -> fill(paragraph, Map.of(), word));
        }
    }

    private void repeat(Element block, WordFile word) {
        List<Element> paragraphs = Xml.is(block, "p") ? List.of(block) : Xml.all(block, "p");
        String table = tableOf(paragraphs);
        if (table == null) {
            return;
        }
        Node parent = Objects.requireNonNull(block.getParentNode());
        List<Map<String, String>> rows = content.rows(table);
        int no = 0;
        for (Map<String, String> row : rows.isEmpty() ? List.of(none(table)) : rows) {
            no++;
            Map<String, Value> values = new HashMap<>();
            values.put(key(table, Template.ROW), new Value.Text(rows.isEmpty() ? NONE : Integer.toString(no)));
            row.forEach((column, text) -> values.put(key(table, column), new Value.Text(text)));
            Element copy = (Element) block.cloneNode(true);
            parent.insertBefore(copy, block);
            (Xml.is(copy, "p") ? List.of(copy) : Xml.all(copy, "p")).forEach(it -> fill(it, values, word));
        }
        parent.removeChild(block);
    }

    private Map<String, String> none(String table) {
        Map<String, String> row = new HashMap<>();
        template.table(table).orElseThrow().columns().forEach(column -> row.put(column, NONE));
        return row;
    }

    private static @Nullable String tableOf(List<Element> paragraphs) {
        return paragraphs.stream()
                .flatMap(paragraph -> Tag.in(Tag.text(paragraph)).stream())
                .map(Tag::table)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String key(String table, String column) {
        return table + "." + column;
    }

    /** From the last tag to the first, so that the places of those before stay true. */
    private void fill(Element paragraph, Map<String, Value> row, WordFile word) {
        List<Tag> tags = new ArrayList<>(Tag.in(Tag.text(paragraph)));
        for (Tag tag : tags.reversed()) {
            Value value = tag.table() == null
                    ? content.value(tag.name())
                    : Objects.requireNonNull(row.get(key(tag.table(), tag.name())), tag.shown());
            replace(paragraph, tag, value, word);
        }
    }

    private static void replace(Element paragraph, Tag tag, Value value, WordFile word) {
        int at = 0;
        boolean placed = false;
        for (Element node : Tag.texts(paragraph)) {
            String text = node.getTextContent();
            int end = at + text.length();
            if (end > tag.from() && at < tag.to()) {
                String before = text.substring(0, Math.max(0, tag.from() - at));
                String after = text.substring(Math.min(text.length(), tag.to() - at));
                if (placed) {
                    node.setTextContent(after);
                } else {
                    place(node, before, value, after, word);
                    placed = true;
                }
            }
            at = end;
        }
    }

    private static void place(Element node, String before, Value value, String after, WordFile word) {
        switch (value) {
            case Value.Text(String text) -> {
                String[] lines = (before + text + after).split("\n", -1);
                setText(node, lines[0]);
                Node next = node.getNextSibling();
                Node run = Objects.requireNonNull(node.getParentNode());
                for (int line = 1; line < lines.length; line++) {
                    run.insertBefore(element(node, "br"), next);
                    Element more = element(node, "t");
                    setText(more, lines[line]);
                    run.insertBefore(more, next);
                }
            }
            case Value.Picture picture -> {
                setText(node, before);
                Node run = Objects.requireNonNull(node.getParentNode());
                Node next = node.getNextSibling();
                Node drawing = node.getOwnerDocument().importNode(Picture.drawing(picture, word), true);
                run.insertBefore(drawing, next);
                Element more = element(node, "t");
                setText(more, after);
                run.insertBefore(more, next);
            }
        }
    }

    private static Element element(Element beside, String name) {
        return beside.getOwnerDocument().createElementNS(Xml.W, "w:" + name);
    }

    private static void setText(Element node, String text) {
        node.setTextContent(text);
        node.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
    }
}
