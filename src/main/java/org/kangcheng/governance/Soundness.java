package org.kangcheng.governance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Finding;

/**
 * Whether an item can get lost in a register: a state that is never reached, one that nothing leads out of, one that nobody
 * can move it out of, an end without proof.
 */
final class Soundness {
    /** Who works for an institution. */
    private static final Set<Role> OF_UNITS = EnumSet.of(
            Role.MANAGER,
            Role.DOCTOR,
            Role.REGISTRAR,
            Role.LABORATORY,
            Role.PHARMACIST,
            Role.SCHEDULER,
            Role.VILLAGE_DOCTOR);
    /** Who answers for an area. */
    private static final Set<Role> OF_AREAS = EnumSet.of(Role.COMMISSION, Role.HOTLINE, Role.VILLAGE_DOCTOR);

    private final Register register;
    private final List<Finding> findings = new ArrayList<>();

    private Soundness(Register register) {
        this.register = register;
    }

    static List<Finding> of(Register register) {
        Soundness soundness = new Soundness(register);
        soundness.reachable();
        soundness.leadsToAnEnd();
        soundness.somebodyMay();
        soundness.endsAreProved();
        soundness.secondPersonsFollowFirst();
        return soundness.findings;
    }

    private void reachable() {
        Set<String> reached = reached(_ -> true);
        for (int i = 0; i < register.states().size(); i++) {
            State state = register.states().get(i);
            if (!reached.contains(state.id())) {
                found("states[" + i + "]", "没有任何操作能到达“" + state.title() + "”。");
            }
        }
    }

    private Set<String> reached(Predicate<Move> passable) {
        Set<String> reached = new HashSet<>(Set.of(register.start().id()));
        Deque<String> waiting = new ArrayDeque<>(reached);
        while (!waiting.isEmpty()) {
            for (Move move : register.movesFrom(waiting.poll())) {
                if (move.to() != null && passable.test(move) && reached.add(move.to())) {
                    waiting.add(move.to());
                }
            }
        }
        return reached;
    }

    private void leadsToAnEnd() {
        if (register.states().stream().noneMatch(State::end)) {
            found("states", "没有终点：至少一个环节应为 end: true。");
            return;
        }
        Set<String> saved = new HashSet<>();
        register.states().stream().filter(State::end).forEach(state -> saved.add(state.id()));
        boolean more = true;
        while (more) {
            more = false;
            for (Move move : register.moves()) {
                if (move.to() != null && saved.contains(move.to())) {
                    more |= saved.addAll(move.from());
                }
            }
        }
        for (int i = 0; i < register.states().size(); i++) {
            State state = register.states().get(i);
            if (!saved.contains(state.id())) {
                boolean stuck = register.movesFrom(state.id()).stream().allMatch(move -> move.to() == null);
                found(
                        "states[" + i + "]",
                        "死胡同：" + (stuck ? "“" + state.title() + "”没有出路。" : "从“" + state.title() + "”永远到不了终点。"));
            }
        }
    }

    /** A right over one's unit's or one's own items is nothing while the item has no unit or owner. */
    private void somebodyMay() {
        Map<String, Holders> known = holders();
        for (int i = 0; i < register.moves().size(); i++) {
            Move move = register.moves().get(i);
            if (move.reach() == Reach.AREA && move.by().stream().noneMatch(OF_AREAS::contains)) {
                found("moves[" + i + "].by", "没有人可以办理“" + move.title() + "”：这些岗位不管辖区划，reach 不能是 area。");
            }
            if (move.reach() == Reach.UNIT && move.by().stream().noneMatch(OF_UNITS::contains)) {
                found("moves[" + i + "].by", "没有人可以办理“" + move.title() + "”：这些岗位不属于任何机构，reach 不能是 unit。");
            }
        }
        for (int i = 0; i < register.states().size(); i++) {
            State state = register.states().get(i);
            Holders holders = known.get(state.id());
            List<Move> out = register.movesFrom(state.id()).stream()
                    .filter(move -> move.to() != null && !move.to().equals(state.id()))
                    .toList();
            if (!state.end()
                    && holders != null
                    && !out.isEmpty()
                    && out.stream().noneMatch(holders::can)) {
                found("states[" + i + "]", "没有人可以把事项从“" + state.title() + "”移走：到这里时可能还没有责任单位或经办人。");
            }
        }
    }

    /** Of an item in a state, on whatever way it came there. */
    private record Holders(boolean unit, boolean owner) {
        boolean can(Move move) {
            return switch (move.reach()) {
                case UNIT -> unit;
                case OWNER -> owner;
                case AREA, OPENER, ANY -> true;
            };
        }

        Holders after(Move move) {
            return switch (move.assigns()) {
                case NOTHING -> this;
                case UNIT -> new Holders(true, false);
                case OWNER, PERSON -> new Holders(unit, true);
                case BOTH -> new Holders(true, true);
                case NOBODY -> new Holders(false, false);
            };
        }

        Holders and(Holders other) {
            return new Holders(unit && other.unit, owner && other.owner);
        }
    }

    private Map<String, Holders> holders() {
        Map<String, Holders> known = new HashMap<>();
        known.put(register.start().id(), new Holders(register.asksUnit(), false));
        boolean more = true;
        while (more) {
            more = false;
            for (Move move : register.moves()) {
                for (String from : move.from()) {
                    Holders before = known.get(from);
                    if (before != null && before.can(move)) {
                        String to = move.to() == null ? from : move.to();
                        Holders now = before.after(move);
                        Holders met = known.containsKey(to) ? known.get(to).and(now) : now;
                        more |= !met.equals(known.put(to, met));
                    }
                }
            }
        }
        return known;
    }

    private void endsAreProved() {
        Set<String> reached = reached(move -> !move.asksForProof());
        for (int i = 0; i < register.states().size(); i++) {
            State state = register.states().get(i);
            if (state.end() && reached.contains(state.id())) {
                found("states[" + i + "]", "可以不留任何依据就到“" + state.title() + "”：途中应有操作要求说明、佐证或填表。");
            }
        }
    }

    private void secondPersonsFollowFirst() {
        for (int i = 0; i < register.moves().size(); i++) {
            for (String other : register.moves().get(i).unlike()) {
                if (register.move(other).isEmpty()) {
                    found("moves[" + i + "].unlike", "没有“" + other + "”这个操作。");
                }
            }
        }
    }

    private void found(String where, String why) {
        findings.add(new Finding(where, why));
    }
}
