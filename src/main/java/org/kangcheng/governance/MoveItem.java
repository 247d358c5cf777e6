package org.kangcheng.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.governance.MoveResult.Moved;
import org.kangcheng.governance.MoveResult.NotMoved;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves an item: judged on what was read, done by one statement on the condition that nobody moved it since. Of two at once
 * one gets it; the other is told who.
 */
@Component
class MoveItem {
    private static final int LONGEST_NOTE = 2_000;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个事项，或它不在您的范围内。");
    private static final Refusal NO_MOVE = Refusal.notFound("没有这个操作。");
    private static final Refusal NO_UNIT = Refusal.badInput("unit", "请选择责任单位。");
    private static final Refusal NO_PERSON = Refusal.badInput("person", "请选择经办人：责任单位（没有责任单位的为本级）能登录的人员。");
    private static final Refusal LONG_NOTE = Refusal.badInput("note", "说明最多 2000 个字。");
    private static final Refusal FORM = Refusal.badInput("form", "有些内容需要改正。");

    /**
     * What is given with a move.
     *
     * @param seen how many steps the item had when the mover looked at it; or {@link #AS_IT_IS}
     * @param person whom the mover names, as {@link Hand#id}
     * @param requestKey the same for a repeated request; the answer is then the same
     */
    record Given(
            int seen,
            String note,
            Map<String, String> fields,
            @Nullable Long unit,
            @Nullable String person,
            List<Evidence.Kept> files,
            @Nullable Signature signature,
            String requestKey) {
        /** Of what was decided away from the item: whatever came since is no reason to ask again, its state is. */
        static final int AS_IT_IS = Integer.MIN_VALUE;

        Given(
                int seen,
                String note,
                Map<String, String> fields,
                @Nullable Long unit,
                List<Evidence.Kept> files,
                @Nullable Signature signature,
                String requestKey) {
            this(seen, note, fields, unit, null, files, signature, requestKey);
        }

        static Given nothing(int seen, String requestKey) {
            return new Given(seen, "", Map.of(), null, List.of(), null, requestKey);
        }
    }

    private final Registers registers;
    private final ItemTable items;
    private final ItemSteps steps;
    private final UnitTable units;
    private final ItemCounting counting;
    private final Sight sight;
    private final Signing signing;
    private final Institutions institutions;
    private final Colleagues colleagues;
    private final OwnerTable owners;
    private final Watches watches;
    private final Clock clock;

    MoveItem(
            Registers registers,
            ItemTable items,
            ItemSteps steps,
            UnitTable units,
            ItemCounting counting,
            Sight sight,
            Signing signing,
            Institutions institutions,
            Colleagues colleagues,
            OwnerTable owners,
            Watches watches,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.steps = steps;
        this.units = units;
        this.counting = counting;
        this.sight = sight;
        this.signing = signing;
        this.institutions = institutions;
        this.colleagues = colleagues;
        this.owners = owners;
        this.watches = watches;
        this.clock = clock;
    }

    @Transactional
    public MoveResult move(Actor actor, PublicId id, String moveId, Given given) {
        Hand hand = Hand.of(actor);
        while (true) {
            Item item = items.find(id.shard(), id.key()).orElse(null);
            if (item == null || !sight.sees(hand, item)) {
                return new NotMoved(UNKNOWN);
            }
            Optional<MoveResult> result = meanwhile(item, hand, given).or(() -> moveAsItIs(item, hand, moveId, given));
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    /** Empty when somebody, or a reminder, was quicker. */
    private Optional<MoveResult> moveAsItIs(Item item, Hand hand, String moveId, Given given) {
        Register register = registers.of(item);
        Move move = register.move(moveId).orElse(null);
        if (move == null) {
            return Optional.of(new NotMoved(NO_MOVE));
        }
        Instant now = clock.instant();
        LocalDate today = CityTime.dayOf(now);
        Situation before = situation(item, register, move, today);
        Optional<Refusal> no = Judge.mayTry(register, move, before, hand);
        if (no.isPresent()) {
            return Optional.of(new NotMoved(no.get()));
        }
        Form.Answers answers = move.answers(given.fields, before.facts(register));
        if (!answers.sound()) {
            return Optional.of(new NotMoved(FORM, answers.problems()));
        }
        Situation filled = before.with(answers.values());
        Institution named = named(move, given);
        Colleagues.Named person = move.assigns() == Move.Assigns.PERSON
                ? colleagues.find(item, given.person).orElse(null)
                : null;
        no = wrong(move, given, named, person)
                .or(() -> Judge.mayMake(
                        register,
                        move,
                        filled,
                        new Judge.Brought(!given.note.isBlank(), !given.files.isEmpty(), given.signature != null)))
                .or(() -> wronglySigned(item, register, move, hand, given));
        if (no.isPresent()) {
            return Optional.of(new NotMoved(no.get()));
        }
        Item after = after(item, register, move, hand, given, person, answers.values(), today);
        Step step = step(item, after, move, hand, given, named, person, answers.values(), now);
        if (!items.move(after, item.steps(), step)) {
            return Optional.empty();
        }
        tell(register, move, hand, person, item, after, step);
        return Optional.of(new Moved(after));
    }

    /** Everybody and everything that follows a move, in its transaction. */
    private void tell(
            Register register,
            Move move,
            Hand hand,
            Colleagues.@Nullable Named person,
            Item before,
            Item after,
            Step step) {
        units.note(after);
        owners.note(after);
        counting.change(before, after);
        watches.hear(before, after, step);
        if (person != null && !person.id().equals(hand.id())) {
            colleagues.tell(person, after, register.title());
        }
        if (move.told() && !after.openedBy().equals(hand.id())) {
            colleagues.tellOpener(after, register.title(), move.title());
        }
    }

    /** What the judge needs to know; parts are counted only for a move that asks after them. */
    Situation situation(Item item, Register register, @Nullable Move move, LocalDate today) {
        boolean parts = move != null && move.needs().contains(Move.Need.PARTS_CLOSED);
        boolean earlier = move != null && move.needs().contains(Move.Need.EARLIER_CLOSED);
        boolean whole = move == null || !move.needs().contains(Move.Need.WHOLE_SIGNED) || wholeIsSigned(item);
        return item.situation(today, parts ? items.open(item, true) : 0, earlier ? items.open(item, false) : 0, whole);
    }

    private boolean wholeIsSigned(Item item) {
        Long whole = item.parent();
        return whole != null
                && items.find(item.shard(), whole).filter(signing::isOver).isPresent();
    }

    private Optional<Refusal> wronglySigned(Item item, Register register, Move move, Hand hand, Given given) {
        return given.signature == null || !Signing.signs(move)
                ? Optional.empty()
                : signing.wrong(item, register, move, hand, given.signature);
    }

    /** The institution that the mover names; null when the move asks for none, or there is no such. */
    private @Nullable Institution named(Move move, Given given) {
        return move.assigns() != Move.Assigns.UNIT || given.unit == null
                ? null
                : institutions.find(given.unit).orElse(null);
    }

    private static Optional<Refusal> wrong(
            Move move, Given given, @Nullable Institution named, Colleagues.@Nullable Named person) {
        if (given.note.length() > LONGEST_NOTE) {
            return Optional.of(LONG_NOTE);
        }
        return switch (move.assigns()) {
            case UNIT -> named == null ? Optional.of(NO_UNIT) : Optional.empty();
            case PERSON -> person == null ? Optional.of(NO_PERSON) : Optional.empty();
            case NOTHING, OWNER, BOTH, NOBODY -> Optional.empty();
        };
    }

    /**
     * What the item's steps since the mover looked at it mean for her: the same request has its answer; if somebody moved it
     * she is told who. Reminders of the platform itself decide nothing: with them alone it is as she saw it.
     */
    private Optional<MoveResult> meanwhile(Item now, Hand hand, Given given) {
        if (now.steps() == given.seen) {
            return Optional.empty();
        }
        boolean asItIs = given.seen == Given.AS_IT_IS;
        List<Step> since = steps.after(now, asItIs ? 0 : given.seen);
        if (!given.requestKey.isEmpty()
                && since.stream()
                        .anyMatch(step -> step.byId().equals(hand.id())
                                && step.requestKey().equals(given.requestKey))) {
            return Optional.of(new Moved(now));
        }
        Optional<Step> first =
                since.stream().filter(step -> !step.move().equals(Alarms.STEP)).findFirst();
        if (asItIs || first.isEmpty() && !since.isEmpty()) {
            return Optional.empty();
        }
        String what = first.map(
                        step -> "%s已于 %tR“%s”".formatted(step.byName(), CityTime.local(step.at()), step.title()))
                .orElse("页面已过期");
        return Optional.of(new NotMoved(Refusal.conflict(
                Items.MOVED_MEANWHILE,
                "%s，事项现在是“%s”。请看过新的情况再办。"
                        .formatted(what, registers.of(now).state(now.state()).title()))));
    }

    private static Item after(
            Item item,
            Register register,
            Move move,
            Hand hand,
            Given given,
            Colleagues.@Nullable Named person,
            Map<String, Object> values,
            LocalDate today) {
        Change change = Change.of(item).filled(values).made(move, hand, today);
        switch (move.assigns()) {
            case NOTHING -> {}
            case UNIT -> change.assigned(given.unit, null);
            case OWNER -> change.assigned(item.unit(), hand);
            case PERSON -> change.owned(Objects.requireNonNull(person));
            case BOTH -> change.assigned(hand.unit(), hand);
            case NOBODY -> change.assigned(null, null);
        }
        Map<String, Object> fields = new HashMap<>(item.fields());
        fields.putAll(values);
        Terms terms = terms(item, register, move, fields, today);
        State to = register.state(move.to() == null ? item.state() : move.to());
        if (move.to() != null) {
            terms = terms.enter(to, today);
        }
        return change.into(to, terms, register, today).stepped();
    }

    /** Anew when the move says so, from the opening when what was typed makes another deadline fit. */
    private static Terms terms(Item item, Register register, Move move, Map<String, Object> fields, LocalDate today) {
        Deadline now = register.deadline(fields);
        Terms terms = item.terms();
        if (move.restarts()) {
            terms = Terms.begin(now, today);
        } else if (!now.equals(register.deadline(item.fields()))) {
            terms = Terms.begin(now, ItemTable.openedOn(item));
        }
        return move.extendsBy() != null && fields.get(move.extendsBy()) instanceof Long days
                ? terms.extend(Math.toIntExact(days))
                : terms;
    }

    private Step step(
            Item before,
            Item after,
            Move move,
            Hand hand,
            Given given,
            @Nullable Institution named,
            Colleagues.@Nullable Named person,
            Map<String, Object> values,
            Instant now) {
        Map<String, Object> detail = new LinkedHashMap<>();
        if (!values.isEmpty()) {
            detail.put("fields", values);
        }
        if (!given.files.isEmpty()) {
            detail.put("files", given.files);
        }
        if (given.signature != null && Signing.signs(move)) {
            detail.put(
                    "signature", given.signature.detail(signing.content(before).digest()));
        }
        if (named != null) {
            detail.put("unit", named.institutionId());
            detail.put("unitName", named.name());
        }
        if (person != null) {
            detail.put("owner", person.id());
            detail.put("ownerName", person.name());
        }
        return new Step(
                after.steps(),
                now,
                hand.id(),
                hand.name(),
                move.id(),
                move.title(),
                before.state(),
                after.state(),
                given.note.strip(),
                detail,
                given.requestKey);
    }
}
