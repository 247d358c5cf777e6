package org.kangcheng.governance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Kind;
import org.kangcheng.definition.Vocabulary;

/**
 * What an item's rules may ask: its fields, how often each move was made and made late, whether it is late, how far it has risen.
 *
 * @param made who made each move last, and how often
 * @param openParts parts that are not closed; @param openEarlier what must come before and is not closed
 * @param wholeSigned what it is a part of is signed by both parties, or refused
 */
record Situation(
        String state,
        String areaCode,
        @Nullable Long unit,
        @Nullable String owner,
        String opener,
        Map<String, Object> fields,
        Map<String, Made> made,
        boolean late,
        int level,
        int openParts,
        int openEarlier,
        boolean wholeSigned) {
    /** @param late how many of those times the item was late when it was made */
    record Made(String by, int times, int late) {
        static Made again(@Nullable Made last, String by, boolean late) {
            int before = last == null ? 0 : last.late;
            return new Made(by, last == null ? 1 : last.times + 1, late ? before + 1 : before);
        }
    }

    static final Map<String, Kind> OWN = Map.of("late", Kind.YES_NO, "level", Kind.WHOLE);

    static String timesOf(String move) {
        return "times_" + move.replace('-', '_');
    }

    static String lateOf(String move) {
        return "late_" + move.replace('-', '_');
    }

    static Vocabulary vocabulary(Iterable<String> moves) {
        Map<String, Kind> names = new LinkedHashMap<>(OWN);
        moves.forEach(move -> {
            names.put(timesOf(move), Kind.WHOLE);
            names.put(lateOf(move), Kind.WHOLE);
        });
        return Vocabulary.of(names);
    }

    /** The same after other moves. */
    Situation with(Map<String, Made> moves, boolean isLate) {
        return new Situation(
                state,
                areaCode,
                unit,
                owner,
                opener,
                fields,
                moves,
                isLate,
                level,
                openParts,
                openEarlier,
                wholeSigned);
    }

    /** The same with what a move has asked for. */
    Situation with(Map<String, Object> values) {
        Map<String, Object> filled = new HashMap<>(fields);
        filled.putAll(values);
        return new Situation(
                state, areaCode, unit, owner, opener, filled, made, late, level, openParts, openEarlier, wholeSigned);
    }

    Map<String, Object> facts(Register register) {
        Map<String, Object> facts = new HashMap<>(fields);
        facts.put("late", late);
        facts.put("level", (long) level);
        for (Move move : register.moves()) {
            Made before = made.get(move.id());
            facts.put(timesOf(move.id()), before == null ? 0L : (long) before.times);
            facts.put(lateOf(move.id()), before == null ? 0L : (long) before.late);
        }
        return facts;
    }
}
