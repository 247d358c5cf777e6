package org.kangcheng.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.kangcheng.access.Actor;
import org.kangcheng.governance.Items;
import org.kangcheng.governance.Items.Given;
import org.kangcheng.governance.Items.Seen;
import org.kangcheng.governance.NewItem;
import org.kangcheng.kernel.PublicId;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Items are opened and moved; each move is sent twice now and then, as an impatient finger does. */
@Component
@Profile("!production")
class Matters {
    private static final byte[] PAPER = "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
    private static final int TWICE_PERCENT = 15;

    private final Items items;

    Matters(Items items) {
        this.items = items;
    }

    Seen open(Doing doing, Actor actor, String register, NewItem item) {
        Seen opened = done(doing.calls().make(CareStage.OPEN_ITEM, () -> items.open(actor, register, item)));
        doing.kept().moved(opened.id(), opened.steps());
        return opened;
    }

    Seen move(Doing doing, Actor actor, Seen item, String move, UnaryOperator<Given> with) {
        Given given = with.apply(Given.nothing(item.steps(), doing.requestKey()));
        Supplier<Items.Outcome> call = () -> items.move(actor, item.id(), move, given);
        Seen moved = done(
                doing.chance(TWICE_PERCENT)
                        ? doing.calls().twice(CareStage.MOVE_ITEM, call, Matters::contradict)
                        : doing.calls().make(CareStage.MOVE_ITEM, call));
        doing.kept().moved(moved.id(), moved.steps());
        return moved;
    }

    /** A reminder of the platform's own may come between the two: that is one step more, and the same state. */
    private static boolean contradict(Items.Outcome one, Items.Outcome other) {
        return !state(one).equals(state(other));
    }

    /** Empty when it was refused. */
    private static Optional<String> state(Items.Outcome outcome) {
        return outcome instanceof Items.Outcome.Done(Seen seen, var _) ? Optional.of(seen.state()) : Optional.empty();
    }

    private static Seen done(Items.Outcome outcome) {
        return switch (outcome) {
            case Items.Outcome.Done(Seen seen, var _) -> seen;
            case Items.Outcome.Refused(var refusal, var _) -> throw refusal.asException();
        };
    }

    /** An item on its way through a day: opened, and moved by one hand after the other. */
    final class Matter {
        private final Doing doing;
        private Seen seen;

        private Matter(Doing doing, Seen seen) {
            this.doing = doing;
            this.seen = seen;
        }

        PublicId id() {
            return seen.id();
        }

        Matter by(Actor actor, String move) {
            return by(actor, move, UnaryOperator.identity());
        }

        Matter by(Actor actor, String move, UnaryOperator<Given> with) {
            seen = move(doing, actor, seen, move, with);
            return this;
        }
    }

    Matter begin(Doing doing, Actor actor, String register, NewItem item) {
        return new Matter(doing, open(doing, actor, register, item));
    }

    /** A note, and a paper that proves it. */
    static UnaryOperator<Given> proved(String note) {
        return given -> paper(given.note(note));
    }

    /** Fields, and a paper that proves them. */
    static UnaryOperator<Given> proved(Map<String, String> fields) {
        return given -> paper(given.fields(fields));
    }

    static UnaryOperator<Given> noted(String note) {
        return given -> given.note(note);
    }

    static UnaryOperator<Given> noted(String note, Map<String, String> fields) {
        return given -> given.note(note).fields(fields);
    }

    static Given paper(Given given) {
        return given.proof("演练材料.pdf", PAPER);
    }
}
