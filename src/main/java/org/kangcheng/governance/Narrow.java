package org.kangcheng.governance;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a list besides what its indexes know; told item by item.
 *
 * @param within what may be seen, whichever index is used; null: that index says it
 * @param owners one of whom has it; null: anybody
 * @param field in which the words are looked for; empty: the title
 */
record Narrow(ItemLists.@Nullable Place within, @Nullable Set<String> owners, String field, String words) {
    static final Narrow NOTHING = new Narrow(null, null, "", "");

    boolean fits(Item item) {
        return (within == null || within.fits().test(item))
                && (owners == null || item.owner() != null && owners.contains(item.owner()))
                && (words.isEmpty() || said(item).toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
    }

    private String said(Item item) {
        return field.isEmpty()
                ? item.number() + " " + item.title()
                : ItemView.said(item.fields().get(field));
    }
}
