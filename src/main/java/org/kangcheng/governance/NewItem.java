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
 * @param rows what it was opened for, as it was then: they stand in its first step
 * @param person who has it from the first, as {@code STAFF:} and an account; only where its register lets name one
 */
public record NewItem(
        String title,
        String areaCode,
        @Nullable Long unit,
        Map<String, String> fields,
        @Nullable LocalDate dueOn,
        @Nullable PublicId parent,
        List<PublicId> after,
        String origin,
        List<Row> rows,
        @Nullable String person) {
    /** One thing that the item was opened for. @param path where it can be looked at, below /staff; empty: nowhere */
    public record Row(String text, String path) {}

    public NewItem {
        fields = Map.copyOf(fields);
        after = List.copyOf(after);
        rows = List.copyOf(rows);
    }

    public static NewItem of(
            String title, String areaCode, @Nullable Long unit, Map<String, String> fields, String origin) {
        return new NewItem(title, areaCode, unit, fields, null, null, List.of(), origin, List.of(), null);
    }

    /** The same with what it is opened for. */
    public NewItem rows(List<Row> behind) {
        return new NewItem(title, areaCode, unit, fields, dueOn, parent, after, origin, behind, person);
    }

    /** The same with the day by which it must be done. */
    public NewItem dueOn(LocalDate day) {
        return new NewItem(title, areaCode, unit, fields, day, parent, after, origin, rows, person);
    }

    /** The same as a part of another. */
    public NewItem partOf(PublicId whole) {
        return new NewItem(title, areaCode, unit, fields, dueOn, whole, after, origin, rows, person);
    }

    /** The same given to somebody. */
    public NewItem givenTo(@Nullable String whom) {
        return new NewItem(title, areaCode, unit, fields, dueOn, parent, after, origin, rows, whom);
    }
}
