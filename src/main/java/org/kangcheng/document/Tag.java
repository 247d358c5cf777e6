package org.kangcheng.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * A tag in a paragraph: {@code {{单位}}} or {@code {{指标.名称}}}. Word splits text where it likes, so a tag is sought in the
 * paragraph's whole text.
 *
 * @param table null for a single value
 * @param from where it begins in the paragraph's text
 */
record Tag(@Nullable String table, String name, int from, int to) {
    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    static List<Tag> in(String text) {
        List<Tag> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            int dot = name.indexOf('.');
            tags.add(
                    dot < 0
                            ? new Tag(null, name, matcher.start(), matcher.end())
                            : new Tag(name.substring(0, dot), name.substring(dot + 1), matcher.start(), matcher.end()));
        }
        return tags;
    }

    /** The text nodes of a paragraph itself, not of one inside a box of it. */
    static List<Element> texts(Element paragraph) {
        return Xml.all(paragraph, "t").stream()
                .filter(text -> paragraph.isSameNode(paragraphOf(text)))
                .toList();
    }

    private static org.w3c.dom.@Nullable Node paragraphOf(Element text) {
        org.w3c.dom.Node up = text.getParentNode();
        while (up != null && !Xml.is(up, "p")) {
            up = up.getParentNode();
        }
        return up;
    }

    static String text(Element paragraph) {
        StringBuilder text = new StringBuilder();
        texts(paragraph).forEach(it -> text.append(it.getTextContent()));
        return text.toString();
    }

    /** As it stands in the template. */
    String shown() {
        return "{{" + (table == null ? name : table + "." + name) + "}}";
    }
}
