package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of an item by one step. */
final class Change {
    private final Item before;
    private @Nullable Long unit;
    private @Nullable String owner;
    private @Nullable String ownerName;
    private String state;
    private final Map<String, Object> fields;
    private final Map<String, Situation.Made> made;
    private Terms terms;
    private LocalDate nextOn;
    private LocalDate nearOn;
    private LocalDate alarmOn;
    private int level;
    private @Nullable LocalDate closedOn;
    private Map<String, Long> sums;

    private Change(Item before) {
        this.before = before;
        this.unit = before.unit();
        this.owner = before.owner();
        this.ownerName = before.ownerName();
        this.state = before.state();
        this.fields = new LinkedHashMap<>(before.fields());
        this.made = new LinkedHashMap<>(before.made());
        this.terms = before.terms();
        this.nextOn = before.nextOn();
        this.nearOn = before.nearOn();
        this.alarmOn = before.alarmOn();
        this.level = before.level();
        this.closedOn = before.closedOn();
        this.sums = before.sums();
    }

    static Change of(Item before) {
        return new Change(before);
    }

    Change assigned(@Nullable Long toUnit, @Nullable Hand toOwner) {
        unit = toUnit;
        owner = toOwner == null ? null : toOwner.id();
        ownerName = toOwner == null ? null : toOwner.name();
        return this;
    }

    /** To somebody who was named. */
    Change owned(Colleagues.Named by) {
        owner = by.id();
        ownerName = by.name();
        return this;
    }

    Change filled(Map<String, Object> values) {
        fields.putAll(values);
        return this;
    }

    Change made(Move move, Hand hand, LocalDate today) {
        Situation.Made last = made.get(move.id());
        made.put(
                move.id(), Situation.Made.again(last, hand.id(), before.nextOn().isBefore(today)));
        return this;
    }

    Change level(int to) {
        level = to;
        return this;
    }

    Change alarmOn(LocalDate day) {
        alarmOn = day;
        return this;
    }

    /** Into a state, with these terms, today. Closed, it is due nowhere and rings no more. */
    Change into(State to, Terms with, Register register, LocalDate today) {
        state = to.id();
        terms = with;
        closedOn = to.end() ? (before.closedOn() == null ? today : before.closedOn()) : null;
        nextOn = to.end() ? Terms.NEVER : with.nextOn();
        nearOn = to.end() ? Terms.NEVER : with.nearOn(register.near());
        alarmOn = Alarms.nextDay(register, nextOn, null);
        sums = Sum.of(
                register,
                state,
                before.situation(today, 0, 0, true).with(fields).with(made, false),
                with,
                closedOn == null ? today : closedOn);
        return this;
    }

    /** The item after the step. */
    Item stepped() {
        return new Item(
                before.shard(),
                before.itemId(),
                before.registerNo(),
                before.version(),
                before.number(),
                before.title(),
                before.areaCode(),
                unit,
                owner,
                ownerName,
                before.openedBy(),
                before.openerName(),
                before.openedAt(),
                before.origin(),
                state,
                before.steps() + 1,
                Map.copyOf(fields),
                before.hidden(),
                Map.copyOf(made),
                terms,
                nextOn,
                nearOn,
                alarmOn,
                level,
                before.parent(),
                List.copyOf(before.after()),
                closedOn,
                sums);
    }
}
