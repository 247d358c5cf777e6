package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.Entry;

/** Writes a Bundle around resources that are already JSON, without reading them again. */
final class BundleWriter {
    private final ByteArrayOutputStream out;
    private final String base;
    private boolean first = true;

    /**
     * @param head further properties as JSON, with a comma before each: {@code ,"total":3}
     */
    BundleWriter(String base, String type, String head, int size) {
        this.base = base;
        this.out = new ByteArrayOutputStream(size);
        text("{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\"" + head);
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    private void next() {
        text(first ? ",\"entry\":[" : ",");
        first = false;
    }

    void match(Entry entry) {
        add(entry.type() + "/" + entry.id(), entry.json(), "match");
    }

    void include(Entry entry) {
        add(entry.type() + "/" + entry.id(), entry.json(), "include");
    }

    /** @param mode FHIR's search mode; null where there was no search */
    void add(String reference, byte[] json, @Nullable String mode) {
        next();
        text("{\"fullUrl\":\"" + base + "/" + reference + "\",\"resource\":");
        out.writeBytes(json);
        text(mode == null ? "}" : ",\"search\":{\"mode\":\"" + mode + "\"}}");
    }

    /** An entry of another kind, whole. */
    void raw(byte[] json) {
        next();
        out.writeBytes(json);
    }

    byte[] end() {
        text(first ? "}" : "]}");
        return out.toByteArray();
    }
}
