package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Component;

/**
 * 事项, as other modules ask for them: opened, moved, found, listed and counted. An item of the same origin is opened once,
 * however often it is asked for ({@link NewItem#origin}).
 */
@Component
public class Items {
    /** The code of the refusal of a move when somebody else was quicker. */
    public static final String MOVED_MEANWHILE = "moved-meanwhile";

    /** An item as others see it. @param state its id, as the register's definition names it */
    public record Seen(PublicId id, String number, String title, String state, Light light, int steps) {}

    public sealed interface Outcome {
        /** @param anew false: an item of this origin was there */
        record Done(Seen item, boolean anew) implements Outcome {}

        /** @param problems by field, in Chinese; may be empty */
        record Refused(Refusal refusal, Map<String, String> problems) implements Outcome {}
    }

    /** A file that proves a step, as it was handed in. */
    public record Proof(String name, byte[] content) {}

    /**
     * What is given with a move.
     *
     * @param seen how many steps the item had when the mover looked at it
     * @param requestKey the same for a repeated request; the answer is then the same
     */
    public record Given(
            int seen,
            String note,
            Map<String, String> fields,
            @Nullable Long unit,
            List<Proof> proofs,
            String requestKey) {
        public static Given nothing(int seen, String requestKey) {
            return new Given(seen, "", Map.of(), null, List.of(), requestKey);
        }

        public Given note(String text) {
            return new Given(seen, text, fields, unit, proofs, requestKey);
        }

        public Given fields(Map<String, String> typed) {
            return new Given(seen, note, typed, unit, proofs, requestKey);
        }

        public Given unit(long institutionId) {
            return new Given(seen, note, fields, institutionId, proofs, requestKey);
        }

        public Given proof(String name, byte[] content) {
            return new Given(seen, note, fields, unit, List.of(new Proof(name, content)), requestKey);
        }
    }

    /**
     * Which items: of an area or of a unit; one of them is given.
     *
     * @param light null: whatever is open
     */
    public record Wanted(
            String register,
            @Nullable String area,
            @Nullable Long unit,
            @Nullable String state,
            @Nullable Light light) {
        public static Wanted in(String register, String area) {
            return new Wanted(register, area, null, null, null);
        }

        public static Wanted of(String register, long unit) {
            return new Wanted(register, null, unit, null, null);
        }

        public Wanted at(String inState) {
            return new Wanted(register, area, unit, inState, light);
        }

        public Wanted light(Light only) {
            return new Wanted(register, area, unit, state, only);
        }
    }

    private final Registers registers;
    private final OpenItem opening;
    private final MoveItem moving;
    private final ItemTable items;
    private final ItemLists lists;
    private final RegisterFigures figures;
    private final Evidence evidence;
    private final Clock clock;

    Items(
            Registers registers,
            OpenItem opening,
            MoveItem moving,
            ItemTable items,
            ItemLists lists,
            RegisterFigures figures,
            Evidence evidence,
            Clock clock) {
        this.registers = registers;
        this.opening = opening;
        this.moving = moving;
        this.items = items;
        this.lists = lists;
        this.figures = figures;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Opens an item, in the caller's transaction if there is one. The platform itself may open items of any register. */
    public Outcome open(Actor actor, String register, NewItem item) {
        return switch (opening.open(actor, register, item)) {
            case OpenResult.Opened(Item opened) -> new Outcome.Done(seen(opened), true);
            case OpenResult.WasOpen(Item was) -> new Outcome.Done(seen(was), false);
            case OpenResult.NotOpened(Refusal refusal, var problems) -> new Outcome.Refused(refusal, problems);
        };
    }

    public Outcome move(Actor actor, PublicId id, String move, Given given) {
        MoveItem.Given with = new MoveItem.Given(
                given.seen,
                given.note,
                given.fields,
                given.unit,
                keep(actor, id, given.proofs),
                null,
                given.requestKey);
        return switch (moving.move(actor, id, move, with)) {
            case MoveResult.Moved(Item moved) -> new Outcome.Done(seen(moved), true);
            case MoveResult.NotMoved(Refusal refusal, var problems) -> new Outcome.Refused(refusal, problems);
        };
    }

    private List<Evidence.Kept> keep(Actor actor, PublicId id, List<Proof> proofs) {
        return proofs.stream()
                .map(proof -> evidence.keep(actor, id.shard(), proof.name, proof.content))
                .toList();
    }

    public Optional<Seen> find(PublicId id) {
        return items.find(id.shard(), id.key()).map(this::seen);
    }

    /** The item that came of an origin. */
    public Optional<Seen> from(String register, String origin) {
        long key = OpenItem.key(register, origin);
        return items.find(key, key).map(this::seen);
    }

    /** A page of them; refused as unknown when no such register is in force. */
    public Slice<Seen> list(Wanted wanted, @Nullable String after, int most) {
        ItemLists.Place place = wanted.unit == null
                ? ItemLists.Place.area(wanted.area == null ? Jurisdiction.CITY : wanted.area)
                : ItemLists.Place.unit(wanted.unit);
        ItemLists.Wanted asked = new ItemLists.Wanted(
                registers.require(wanted.register).no(), place, wanted.state, wanted.light, CityTime.today(clock));
        List<Item> rows = lists.of(asked, ItemLists.Cursor.parse(after), most + 1);
        return Slice.of(rows, most, ItemLists.Cursor::of).map(this::seen);
    }

    /** How a register stands in each of these areas. */
    public Map<String, ItemCount> counts(String register, List<String> areas) {
        return figures.byArea(registers.require(register).no(), areas, CityTime.today(clock));
    }

    /** How a register stands for each of these units. */
    public Map<Long, ItemCount> countsOfUnits(String register, List<Long> units) {
        return figures.byUnit(registers.require(register).no(), units, CityTime.today(clock));
    }

    private Seen seen(Item item) {
        LocalDate today = CityTime.today(clock);
        return new Seen(item.id(), item.number(), item.title(), item.state(), item.light(today), item.steps());
    }
}
