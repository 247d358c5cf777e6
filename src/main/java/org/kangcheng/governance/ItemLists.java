package org.kangcheng.governance;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of items by place, unit, owner or opener, by keyset: what is open by its next day, what is closed from the latest on. */
@Component
class ItemLists {
    private static final int LOOKED_AT = 5_000;
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final ItemRows rows;

    ItemLists(JdbcClient jdbc, ItemRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Whose items: of an area, a unit, an owner, an opener. The condition is ours, the value bound; both say the same. */
    record Place(String condition, Object value, Predicate<Item> fits) {
        static Place area(String code) {
            String condition = switch (code.length()) {
                case 4 -> "starts_with(area_code, :place)";
                case 6 -> "left(area_code, 6) = :place";
                case 9 -> "left(area_code, 9) = :place";
                default -> "left(area_code, 9) = left(:place, 9) and area_code = :place";
            };
            return new Place(condition, code, item -> item.areaCode().startsWith(code));
        }

        static Place unit(long institution) {
            return new Place("unit = :place", institution, item -> Objects.equals(item.unit(), institution));
        }

        static Place owner(String id) {
            return new Place("owner = :place", id, item -> id.equals(item.owner()));
        }

        static Place opener(String id) {
            return new Place("opened_by = :place", id, item -> id.equals(item.openedBy()));
        }
    }

    /** @param light null: whatever light; CLOSED: what is closed, the latest first */
    record Wanted(
            int registerNo,
            Place place,
            @Nullable String state,
            @Nullable Light light,
            LocalDate today,
            Narrow narrow) {
        Wanted(int registerNo, Place place, @Nullable String state, @Nullable Light light, LocalDate today) {
            this(registerNo, place, state, light, today, Narrow.NOTHING);
        }

        /** Whether the item stands in this list on a day. */
        boolean holds(Item item, LocalDate on) {
            return item.registerNo() == registerNo
                    && place.fits.test(item)
                    && (state == null || state.equals(item.state()))
                    && (light == null ? item.open() : item.light(on) == light)
                    && narrow.fits(item);
        }
    }

    /** A page of those that fit. So many are looked at for one page and no more: it may be short, and yet have a next one. */
    Slice<Item> page(Wanted wanted, @Nullable Cursor after, int most) {
        if (wanted.narrow.equals(Narrow.NOTHING)) {
            return Slice.of(of(wanted, after, most + 1), most, Cursor::of);
        }
        List<Item> found = new ArrayList<>();
        Cursor from = after;
        for (int looked = 0; looked < LOOKED_AT; looked += AT_ONCE) {
            List<Item> rows = of(wanted, from, AT_ONCE);
            for (Item item : rows) {
                if (wanted.narrow.fits(item) && found.add(item) && found.size() == most) {
                    return new Slice<>(found, Cursor.of(item));
                }
            }
            if (rows.size() < AT_ONCE) {
                return new Slice<>(found, null);
            }
            from = Cursor.at(rows.getLast());
        }
        return new Slice<>(found, from == null ? null : from.text());
    }

    /** By the indexes alone: {@link Wanted#narrow} is not asked. */
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

        static Cursor at(Item item) {
            return new Cursor(item.closedOn() == null ? item.nextOn() : item.closedOn(), item.itemId());
        }

        static String of(Item item) {
            return at(item).text();
        }

        String text() {
            return day.toEpochDay() + "_" + itemId;
        }
    }
}
