package org.kangcheng.governance;

import java.util.Objects;
import java.util.Optional;
import org.kangcheng.kernel.Refusal;

/** Says whether somebody may make a move; a no says why, and who may. Knows no database: examples are judged by it too. */
final class Judge {
    /** What comes with a move besides its form. */
    record Brought(boolean note, boolean evidence, boolean signature) {}

    private Judge() {}

    /** Whether the move is hers to make at all, now: whether its button is shown. */
    static Optional<Refusal> mayTry(Register register, Move move, Situation item, Hand hand) {
        String state = register.state(item.state()).title();
        if (!move.from().contains(item.state())) {
            return Optional.of(Refusal.conflict("wrong-state", "事项现在是“%s”，不能“%s”。".formatted(state, move.title())));
        }
        if (!hand.isOneOf(move.by()) || !reaches(move, item, hand)) {
            return Optional.of(Refusal.forbidden("“%s”由%s办理。".formatted(move.title(), move.who())));
        }
        for (String other : move.unlike()) {
            Situation.Made made = item.made().get(other);
            if (made != null && made.by().equals(hand.id())) {
                return Optional.of(Refusal.rule(
                        "second-person",
                        "“%s”是您办的，“%s”须由另一人办理。"
                                .formatted(register.move(other).orElseThrow().title(), move.title())));
            }
        }
        return Optional.empty();
    }

    private static boolean reaches(Move move, Situation item, Hand hand) {
        return switch (move.reach()) {
            case AREA -> hand.covers(item.areaCode());
            case UNIT -> item.unit() != null && Objects.equals(item.unit(), hand.unit());
            case OWNER -> hand.id().equals(item.owner());
            case OPENER -> hand.id().equals(item.opener());
            case ANY -> true;
        };
    }

    /** Whether what the move needs is there. @param item with the fields that were just typed */
    static Optional<Refusal> mayMake(Register register, Move move, Situation item, Brought brought) {
        for (Move.Need need : move.needs()) {
            Optional<Refusal> missing = switch (need) {
                case NOTE -> missing(!brought.note, "note-missing", "请写明说明。");
                case EVIDENCE -> missing(!brought.evidence, "evidence-missing", "“" + move.title() + "”须附佐证材料。");
                case PARTS_CLOSED ->
                    missing(item.openParts() > 0, "parts-open", "还有 " + item.openParts() + " 个下级事项没有办结。");
                case EARLIER_CLOSED ->
                    missing(item.openEarlier() > 0, "earlier-open", "还有 " + item.openEarlier() + " 个前置事项没有办结。");
                case SIGNATURE -> missing(!brought.signature, "signature-missing", "“" + move.title() + "”须用您的签名密钥签字。");
                case VISIT -> Optional.<Refusal>empty(); // its form has asked
                case WHOLE_SIGNED -> missing(!item.wholeSigned(), "whole-unsigned", "所属清单还没有双方签字（或记录拒签）。");
            };
            if (missing.isPresent()) {
                return missing;
            }
        }
        if (move.when() != null && !move.when().holds(item.facts(register))) {
            return Optional.of(Refusal.rule(
                    "condition", Objects.requireNonNullElse(move.whenNot(), "不符合“" + move.title() + "”的条件。")));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> missing(boolean is, String code, String message) {
        return is ? Optional.of(Refusal.rule(code, message)) : Optional.empty();
    }
}
