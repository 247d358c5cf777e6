package org.kangcheng.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.w3c.dom.Element;

/**
 * A .docx: a zip archive of XML parts. What comes from outside is hostile until shown otherwise: bombs, macros, document
 * types and references to other files are refused.
 */
final class WordFile {
    static final String BODY = "word/document.xml";
    private static final String RELATIONS = "word/_rels/document.xml.rels";
    private static final String TYPES = "[Content_Types].xml";
    private static final int MOST_BYTES = 5 << 20;
    private static final int MOST_PARTS = 200;
    private static final int MOST_UNPACKED = 40 << 20;

    private static final Refusal NOT_WORD = Refusal.badInput("docx-broken", "不是 .docx 文件，或文件已损坏。");
    private static final Refusal TOO_LARGE = Refusal.badInput("docx-size", "模板太大：文件最多 5 MB。");
    private static final Refusal MACRO = Refusal.badInput("docx-macro", "模板中有宏，不能使用。请另存为不带宏的 .docx。");
    private static final Refusal OUTSIDE = Refusal.badInput("docx-outside", "模板引用了文件以外的内容（链接的图片或对象），请改为嵌入。");

    private final Map<String, byte[]> parts;
    private final Map<String, org.w3c.dom.Document> trees = new LinkedHashMap<>();

    WordFile(Map<String, byte[]> parts) {
        this.parts = new LinkedHashMap<>(parts);
    }

    /** @throws Refused when it cannot be a template */
    static WordFile open(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw TOO_LARGE.asException();
        }
        try {
            WordFile word = new WordFile(unpack(content));
            word.inspect();
            return word;
        } catch (IOException | IllegalArgumentException e) {
            throw NOT_WORD.asException();
        }
    }

    private static Map<String, byte[]> unpack(byte[] content) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        int left = MOST_UNPACKED;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] part = zip.readNBytes(left + 1);
                left -= part.length;
                if (left < 0 || parts.size() == MOST_PARTS) {
                    throw TOO_LARGE.asException();
                }
                if (!entry.isDirectory() && parts.put(entry.getName(), part) != null) {
                    throw NOT_WORD.asException(); // two parts of one name: two readers may each take another
                }
            }
        }
        return parts;
    }

    private void inspect() throws IOException {
        if (!parts.containsKey(BODY) || !parts.containsKey(TYPES)) {
            throw NOT_WORD.asException();
        }
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            String name = part.getKey();
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".bin") || lower.contains("vba") || lower.contains("activex")) {
                throw MACRO.asException();
            }
            if (lower.endsWith(".xml") || lower.endsWith(".rels")) {
                Xml.parse(part.getValue());
            }
            if (lower.endsWith(".rels")
                    && Xml.children(tree(name).getDocumentElement()).stream().anyMatch(WordFile::reachesOut)) {
                throw OUTSIDE.asException();
            }
        }
    }

    private static boolean reachesOut(Element relation) {
        return relation.getAttribute("TargetMode").equals("External")
                && !relation.getAttribute("Type").endsWith("/hyperlink");
    }

    /** The part as a tree; what is changed in it goes into {@link #bytes}. */
    org.w3c.dom.Document tree(String part) {
        return trees.computeIfAbsent(part, name -> {
            try {
                return Xml.parse(part(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    Element body() {
        Element body = Xml.child(tree(BODY).getDocumentElement(), "body");
        if (body == null) {
            throw NOT_WORD.asException();
        }
        return body;
    }

    /** Where text may stand: the body, the headers, the footers. */
    List<String> texts() {
        return parts.keySet().stream()
                .filter(name -> name.equals(BODY) || name.matches("word/(header|footer)\\d*\\.xml"))
                .toList();
    }

    /** The part that a relation of the body leads to; null when there is none. */
    @Nullable
    String related(String relation) {
        if (!has(RELATIONS)) {
            return null;
        }
        return Xml.children(tree(RELATIONS).getDocumentElement()).stream()
                .filter(it -> it.getAttribute("Id").equals(relation))
                .map(it -> it.getAttribute("Target"))
                .map(target -> target.startsWith("/") ? target.substring(1) : "word/" + target)
                .filter(this::has)
                .findFirst()
                .orElse(null);
    }

    byte[] part(String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    /** Adds a picture and gives the relation by which the body shows it. */
    String addPicture(byte[] png) {
        int no = 1;
        while (has("word/media/filled%d.png".formatted(no))) {
            no++;
        }
        parts.put("word/media/filled%d.png".formatted(no), png);
        Element relations = tree(RELATIONS).getDocumentElement();
        Element relation = add(relations, "Relationship");
        String id = "filled" + no;
        relation.setAttribute("Id", id);
        relation.setAttribute("Type", Xml.R + "/image");
        relation.setAttribute("Target", "media/filled%d.png".formatted(no));
        Element types = tree(TYPES).getDocumentElement();
        if (Xml.children(types).stream()
                .noneMatch(it -> it.getAttribute("Extension").equalsIgnoreCase("png"))) {
            Element type = types.getOwnerDocument().createElementNS(types.getNamespaceURI(), "Default");
            type.setAttribute("Extension", "png");
            type.setAttribute("ContentType", "image/png");
            types.insertBefore(type, types.getFirstChild());
        }
        return id;
    }

    private static Element add(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElementNS(parent.getNamespaceURI(), name);
        parent.appendChild(child);
        return child;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                org.w3c.dom.Document tree = trees.get(part.getKey());
                zip.write(tree == null ? part.getValue() : Xml.bytes(tree));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
