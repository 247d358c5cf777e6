package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * What is said when an item is opened.
 *
 * @param unit the institution that has to deal with it; null: not known yet
 * @param fields as typed, by the name of the register's form
 * @param dueOn by when it must be done; only where its register asks for it
 * @param parent what it is a part of
 * @param after items of the same tree that must be closed before it
 * @param origin where it comes from, within its register; an item of the same origin is not opened twice
 */
public record NewItem(
        String title,
        String areaCode,
        @Nullable Long unit,
        Map<String, String> fields,
        @Nullable LocalDate dueOn,
        @Nullable PublicId parent,
        List<PublicId> after,
        String origin) {
    public NewItem {
        fields = Map.copyOf(fields);
        after = List.copyOf(after);
    }

    public static NewItem of(
            String title, String areaCode, @Nullable Long unit, Map<String, String> fields, String origin) {
        return new NewItem(title, areaCode, unit, fields, null, null, List.of(), origin);
    }
}
