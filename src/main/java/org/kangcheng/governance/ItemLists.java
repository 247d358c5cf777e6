package org.kangcheng.governance;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of items by place, unit, owner or opener, by keyset: what is open by its next day, what is closed from the latest on. */
@Component
class ItemLists {
    private final JdbcClient jdbc;
    private final ItemRows rows;

    ItemLists(JdbcClient jdbc, ItemRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Whose items: of an area, a unit, an owner, an opener. The condition is ours, the value bound. */
    record Place(String condition, Object value) {
        static Place area(String code) {
            return switch (code.length()) {
                case 4 -> new Place("starts_with(area_code, :place)", code);
                case 6 -> new Place("left(area_code, 6) = :place", code);
                case 9 -> new Place("left(area_code, 9) = :place", code);
                default -> new Place("left(area_code, 9) = left(:place, 9) and area_code = :place", code);
            };
        }

        static Place unit(long institution) {
            return new Place("unit = :place", institution);
        }

        static Place owner(String id) {
            return new Place("owner = :place", id);
        }

        static Place opener(String id) {
            return new Place("opened_by = :place", id);
        }
    }

    /** @param light null: whatever light; CLOSED: what is closed, the latest first */
    record Wanted(
            int registerNo,
            Place place,
            @Nullable String state,
            @Nullable Light light,
            LocalDate today) {}

    List<Item> of(Wanted wanted, @Nullable Cursor after, int most) {
        boolean closed = wanted.light == Light.CLOSED;
        Cursor from = after != null ? after : closed ? Cursor.END : Cursor.START;
        String order = closed
                ? "and (closed_on < :day or (closed_on = :day and item_id > :key)) order by closed_on desc, item_id"
                : "and (next_on, item_id) > (:day::date, :key) order by next_on, item_id";
        String sql = ItemRows.COLUMNS + "where register_no = :register and " + wanted.place.condition + " and "
                + condition(wanted.light) + (wanted.state == null ? "" : " and state = :state") + " " + order
                + " limit :most";
        var query = jdbc.sql(sql)
                .param("register", wanted.registerNo)
                .param("place", wanted.place.value)
                .param("day", Date.valueOf(from.day))
                .param("key", from.itemId)
                .param("most", most);
        if (wanted.state != null) {
            query = query.param("state", wanted.state);
        }
        if (wanted.light != null && wanted.light != Light.CLOSED) {
            query = query.param("today", wanted.today);
        }
        return query.query((row, n) -> rows.item(row)).list();
    }

    private static String condition(@Nullable Light light) {
        return switch (light) {
            case null -> "closed_on is null";
            case RED -> "closed_on is null and next_on < :today";
            case YELLOW -> "closed_on is null and near_on <= :today and next_on >= :today";
            case GREEN -> "closed_on is null and near_on > :today and stopped_on is null";
            case STOPPED -> "closed_on is null and near_on > :today and stopped_on is not null";
            case CLOSED -> "closed_on is not null";
        };
    }

    /** Where a list goes on. */
    record Cursor(LocalDate day, long itemId) {
        static final Cursor START = new Cursor(LocalDate.EPOCH, 0);
        static final Cursor END = new Cursor(Terms.NEVER, 0);
        private static final Pattern TEXT = Pattern.compile("(\\d{1,7})_(\\d{1,19})");

        /** Null for what is no cursor: the list begins anew. */
        static @Nullable Cursor parse(@Nullable String text) {
            Matcher parts = TEXT.matcher(text == null ? "" : text);
            try {
                return parts.matches()
                        ? new Cursor(
                                LocalDate.ofEpochDay(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2)))
                        : null;
            } catch (NumberFormatException tooLong) {
                return null;
            }
        }

        static String of(Item item) {
            LocalDate day = item.closedOn() == null ? item.nextOn() : item.closedOn();
            return day.toEpochDay() + "_" + item.itemId();
        }
    }
}
