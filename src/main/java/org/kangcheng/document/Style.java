package org.kangcheng.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** How text and paragraphs look: what is written at the thing itself, else its style, else what that is based on. */
final class Style {
    private final Map<String, Element> byId = new HashMap<>();
    private final List<Element> defaults = new ArrayList<>();

    Style(WordFile word) {
        if (!word.has("word/styles.xml")) {
            return;
        }
        Element root = word.tree("word/styles.xml").getDocumentElement();
        Xml.children(root, "style").forEach(style -> {
            byId.put(style.getAttributeNS(Xml.W, "styleId"), style);
            if ("paragraph".equals(Xml.attribute(style, "type")) && "1".equals(Xml.attribute(style, "default"))) {
                defaults.add(style);
            }
        });
        Element docDefaults = Xml.child(root, "docDefaults");
        for (String kind : List.of("rPrDefault", "pPrDefault")) {
            Element some = Xml.child(docDefaults, kind);
            if (some != null) {
                defaults.add(some);
            }
        }
    }

    /** The elements that may say it, the nearest first. */
    private List<Element> chain(@Nullable String styleId) {
        List<Element> chain = new ArrayList<>();
        String next = styleId;
        while (next != null && byId.containsKey(next) && !chain.contains(byId.get(next))) {
            Element style = byId.get(next);
            chain.add(style);
            next = Xml.value(style, "basedOn");
        }
        return chain;
    }

    /** What says how a paragraph stands, nearest first: each a {@code w:pPr}. */
    List<Element> ofParagraph(Element paragraph) {
        Element own = Xml.child(paragraph, "pPr");
        return properties(own, Xml.value(own, "pStyle"), "pPr");
    }

    /** What says how a run looks, nearest first: each a {@code w:rPr}. */
    List<Element> ofRun(Element run, Element paragraph) {
        Element own = Xml.child(run, "rPr");
        List<Element> found = new ArrayList<>();
        if (own != null) {
            found.add(own);
        }
        chain(Xml.value(own, "rStyle")).forEach(style -> addChild(style, "rPr", found));
        chain(Xml.value(Xml.child(paragraph, "pPr"), "pStyle")).forEach(style -> addChild(style, "rPr", found));
        defaults.forEach(style -> addChild(style, "rPr", found));
        return found;
    }

    /** What says how a table looks, nearest first: each a {@code w:tblPr}. */
    List<Element> ofTable(Element table) {
        Element own = Xml.child(table, "tblPr");
        return properties(own, Xml.value(own, "tblStyle"), "tblPr");
    }

    private List<Element> properties(@Nullable Element own, @Nullable String styleId, String kind) {
        List<Element> found = new ArrayList<>();
        if (own != null) {
            found.add(own);
        }
        chain(styleId).forEach(style -> addChild(style, kind, found));
        defaults.forEach(style -> addChild(style, kind, found));
        return found;
    }

    private static void addChild(Element parent, String name, List<Element> into) {
        Element child = Xml.child(parent, name);
        if (child != null) {
            into.add(child);
        }
    }

    /** The first that has such a child with such an attribute. */
    static @Nullable String first(List<Element> chain, String child, String attribute) {
        for (Element properties : chain) {
            String value = Xml.attribute(Xml.child(properties, child), attribute);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** A switch such as {@code w:b}: on when the nearest that speaks of it does not say no. */
    static boolean on(List<Element> chain, String child) {
        for (Element properties : chain) {
            Element found = Xml.child(properties, child);
            if (found != null) {
                String value = Xml.attribute(found, "val");
                return value == null || !(value.equals("0") || value.equals("false") || value.equals("none"));
            }
        }
        return false;
    }
}
