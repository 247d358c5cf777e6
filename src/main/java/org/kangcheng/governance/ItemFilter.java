package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Which of a register's items somebody wants to see, out of what she may. */
@Component
class ItemFilter {
    private static final Refusal NO_RIGHT = Refusal.forbidden("您的岗位没有这份清单。");

    /** Whose items are listed. */
    enum Whose {
        AREA("辖区"),
        UNIT("本单位"),
        OWNER("我经办"),
        OPENER("我提出"),
        POOL("待抢");

        private final String label;

        Whose(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** An item in a list. */
    record Line(
            Item item,
            Light light,
            String state,
            String area,
            @Nullable String unit) {
        public String id() {
            return item.id().toString();
        }
    }

    private final Registers registers;
    private final Jurisdiction jurisdiction;
    private final OwnerTable owners;
    private final Areas areas;

    ItemFilter(Registers registers, Jurisdiction jurisdiction, OwnerTable owners, Areas areas) {
        this.registers = registers;
        this.jurisdiction = jurisdiction;
        this.owners = owners;
        this.areas = areas;
    }

    List<Whose> choices(Register register, Hand hand) {
        List<Whose> choices = new ArrayList<>();
        if (hand.area() != null) {
            choices.add(Whose.AREA);
        }
        if (hand.unit() != null) {
            choices.add(Whose.UNIT);
        }
        choices.add(Whose.OWNER);
        choices.add(Whose.OPENER);
        if (grabbable(register, hand).isPresent()) {
            choices.add(Whose.POOL);
        }
        return choices;
    }

    private static Optional<Move> grabbable(Register register, Hand hand) {
        return register.moves().stream()
                .filter(move -> move.reach() == Reach.ANY && hand.isOneOf(move.by()))
                .findFirst();
    }

    /** What she asked for, out of what she may see; refused where she may see nothing of the kind. */
    ItemLists.Wanted wanted(Registers.InForce register, Hand hand, Asked asked, LocalDate today) {
        String state = asked.state().isEmpty() ? null : asked.state();
        ItemLists.Place place = switch (shown(hand, asked.whose())) {
            case AREA -> ItemLists.Place.area(jurisdiction.area(hand, asked.area()));
            case UNIT -> ItemLists.Place.unit(Optional.ofNullable(hand.unit()).orElseThrow(NO_RIGHT::asException));
            case OWNER -> ItemLists.Place.owner(hand.id());
            case OPENER -> ItemLists.Place.opener(hand.id());
            case POOL -> {
                Move grab = grabbable(register.register(), hand).orElseThrow(NO_RIGHT::asException);
                state = grab.from().getFirst();
                yield ItemLists.Place.area(Jurisdiction.CITY);
            }
        };
        Set<String> named = asked.owner().isEmpty() ? null : Set.copyOf(owners.called(register.no(), asked.owner()));
        Narrow narrow = named == null && asked.words().isEmpty()
                ? Narrow.NOTHING
                : new Narrow(place, named, asked.field(), asked.words());
        // One owner has an index of her own; whether it is what may be seen is told item by item.
        ItemLists.Place by = named != null && named.size() == 1
                ? ItemLists.Place.owner(named.iterator().next())
                : place;
        return new ItemLists.Wanted(register.no(), by, state, asked.light(), today, narrow);
    }

    static Whose shown(Hand hand, @Nullable Whose wanted) {
        return wanted != null ? wanted : hand.area() != null ? Whose.AREA : Whose.UNIT;
    }

    /** Items as a list shows them, with the names of their units asked once for all. */
    List<Line> lines(List<Item> items, LocalDate today) {
        Map<Long, String> units = jurisdiction.unitNames(items);
        return items.stream()
                .map(item -> new Line(
                        item,
                        item.light(today),
                        registers.of(item).state(item.state()).title(),
                        areas.find(item.areaCode()).map(Area::name).orElse(item.areaCode()),
                        item.unit() == null ? null : units.get(item.unit())))
                .toList();
    }
}
