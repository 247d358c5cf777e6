package org.kangcheng.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one document says: a value for each tag of its template, rows for each table. */
public final class Content {
    /** A value: text, whose lines stay lines, or a picture. */
    sealed interface Value {
        record Text(String text) implements Value {}

        /** @param widthMm as wide as it stands on the page; the height follows */
        @SuppressWarnings("ArrayRecordComponent")
        record Picture(byte[] png, int widthMm) implements Value {}
    }

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();

    public Content value(String tag, String text) {
        values.put(tag, new Value.Text(text));
        return this;
    }

    public Content picture(String tag, byte[] png, int widthMm) {
        values.put(tag, new Value.Picture(png, widthMm));
        return this;
    }

    /** The rows of a table, each with a text for each column. */
    public Content table(String name, List<Map<String, String>> rows) {
        tables.put(name, List.copyOf(rows));
        return this;
    }

    /** A document without one of its template's values is a fault of the program. */
    void requireAllOf(Template template) {
        List<String> missing = new ArrayList<>(template.values());
        missing.removeAll(values.keySet());
        template.tables().stream()
                .map(Template.Table::name)
                .filter(name -> !tables.containsKey(name))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("a document of " + template.id() + " without " + missing);
        }
    }

    Value value(String tag) {
        Value value = values.get(tag);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + tag);
        }
        return value;
    }

    List<Map<String, String>> rows(String table) {
        return tables.getOrDefault(table, List.of());
    }
}
