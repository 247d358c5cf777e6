package org.kangcheng.governance;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a list besides what its indexes know; told item by item.
 *
 * @param area where it must lie; empty: anywhere
 * @param unit whose it must be; null: anybody's
 * @param owners one of whom has it; null: anybody
 * @param field in which the words are looked for; empty: the title
 */
record Narrow(String area, @Nullable Long unit, @Nullable Set<String> owners, String field, String words) {
    static final Narrow NOTHING = new Narrow("", null, null, "", "");

    boolean fits(Item item) {
        return item.areaCode().startsWith(area)
                && (unit == null || Objects.equals(unit, item.unit()))
                && (owners == null || item.owner() != null && owners.contains(item.owner()))
                && (words.isEmpty() || said(item).toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
    }

    private String said(Item item) {
        return field.isEmpty()
                ? item.number() + " " + item.title()
                : ItemView.said(item.fields().get(field));
    }
}
