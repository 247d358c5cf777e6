package org.kangcheng.governance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Form;

/**
 * 台账: a definition of a kind of items, read. The first state is where an item begins.
 *
 * @param prefix of its items' numbers
 * @param openers who may open an item; nobody: only the platform itself
 * @param asksUnit the opener names the institution that has to deal with it
 * @param asksDay the opener says by which day it must be done; the deadlines are then not asked
 * @param asksPerson the opener may name who has it from the first
 * @param partsOf the register whose items its own are parts of; empty when they stand alone
 * @param hidden fields that rest sealed and are shown only on demand, with a trace
 * @param near from how many days before its day an item's light is yellow
 */
record Register(
        Definition definition,
        String prefix,
        Set<Role> openers,
        boolean asksUnit,
        boolean asksDay,
        boolean asksPerson,
        String partsOf,
        Form form,
        Set<String> hidden,
        List<State> states,
        List<Move> moves,
        List<Deadline> deadlines,
        int near,
        List<Sum> sums,
        @Nullable Publication publishes,
        List<Alarm> alarms,
        Map<String, String> labels) {

    /** Where an item ends that was merged into another one. */
    static final State MERGED = new State("merged", "已并入", true, false, null);

    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    State start() {
        return states.getFirst();
    }

    /** The state; of an item that lives by what cannot be read any more, its name alone. */
    State state(String id) {
        return id.equals(MERGED.id())
                ? MERGED
                : states.stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst()
                        .orElseGet(() -> new State(id, id, false, false, null));
    }

    /** The same to be looked at alone: nobody moves its items, nothing rings. */
    Register still() {
        return new Register(
                definition,
                prefix,
                Set.of(),
                asksUnit,
                asksDay,
                asksPerson,
                partsOf,
                form,
                hidden,
                states,
                List.of(),
                deadlines,
                near,
                sums,
                publishes,
                List.of(),
                labels);
    }

    Optional<Move> move(String id) {
        return moves.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    List<Move> movesFrom(String state) {
        return moves.stream().filter(it -> it.from().contains(state)).toList();
    }

    Deadline deadline(Map<String, Object> facts) {
        return deadlines.stream()
                .filter(it -> it.when() == null || it.when().holds(facts))
                .findFirst()
                .orElseThrow();
    }
}
