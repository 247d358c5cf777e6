package org.kangcheng.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The parts of a .docx as trees, by the JDK's own parser; nothing outside the file is ever read. */
final class Xml {
    static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    static final String A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    static final String WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

    private Xml() {}

    /** @throws IOException when it is not well formed, or has a document type */
    static org.w3c.dom.Document parse(byte[] xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXException e) {
            throw new IOException(e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(org.w3c.dom.Document tree) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(tree), new StreamResult(out));
            return out.toByteArray();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean is(@Nullable Node node, String name) {
        return node instanceof Element && W.equals(node.getNamespaceURI()) && name.equals(node.getLocalName());
    }

    static List<Element> children(Node parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static List<Element> children(Node parent, String name) {
        return children(parent).stream().filter(child -> is(child, name)).toList();
    }

    static @Nullable Element child(@Nullable Node parent, String name) {
        return parent == null
                ? null
                : children(parent, name).stream().findFirst().orElse(null);
    }

    /** All below, at any depth, in their order. */
    static List<Element> all(Node root, String namespace, String name) {
        NodeList found = root instanceof Element element
                ? element.getElementsByTagNameNS(namespace, name)
                : ((org.w3c.dom.Document) root).getElementsByTagNameNS(namespace, name);
        List<Element> all = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            all.add((Element) found.item(at));
        }
        return all;
    }

    static List<Element> all(Node root, String name) {
        return all(root, W, name);
    }

    /** The attribute {@code w:name}, null when absent. */
    static @Nullable String attribute(@Nullable Element element, String name) {
        return element != null && element.hasAttributeNS(W, name) ? element.getAttributeNS(W, name) : null;
    }

    /** {@code w:val} of the child of that name. */
    static @Nullable String value(@Nullable Node parent, String name) {
        return attribute(child(parent, name), "val");
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                // What XML cannot hold is shown as missing, not dropped.
                default -> out.appendCodePoint(letter < ' ' && letter != '\t' && letter != '\n' ? 0xFFFD : letter);
            }
        });
        return out.toString();
    }
}
