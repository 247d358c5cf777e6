package org.kangcheng.card;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareChannel;
import org.springframework.stereotype.Component;

/**
 * 用卡数据上报: what an institution read by itself, off line. Of the day, 500 at most; each record by the institution's own
 * number for it, so that a batch sent again adds nothing. It opens no record: only a reading here does.
 */
@Component
class ReportUses {
    private static final int MOST = 500;
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    /**
     * @param recordNo the institution's own number, up to 64 characters
     * @param code as it was read; a card id alone is taken too
     * @param usedAt ISO 8601 with its offset, of today
     */
    record Use(
            @Nullable String recordNo,
            @Nullable String code,
            @Nullable String careStep,
            @Nullable String channel,
            @Nullable String usedAt,
            @Nullable Long readingPoint) {
        @Override
        public String toString() {
            return "Use[" + recordNo + "]";
        }
    }

    enum State {
        ACCEPTED,
        DUPLICATE,
        REFUSED
    }

    /** @param reason of a refusal; stable */
    record Result(
            @Nullable String recordNo,
            State state,
            @Nullable String reason) {}

    record Outcome(long accepted, long duplicates, long refused, List<Result> results) {}

    private final ReportedUseTable table;
    private final ReadingPlaces places;
    private final Ids ids;
    private final Clock clock;

    ReportUses(ReportedUseTable table, ReadingPlaces places, Ids ids, Clock clock) {
        this.table = table;
        this.places = places;
        this.ids = ids;
        this.clock = clock;
    }

    Outcome report(long institutionId, List<Use> uses) {
        if (uses.size() > MOST) {
            throw Refusal.rule("too-many-records", "每批最多 " + MOST + " 条用卡记录。").asException();
        }
        Instant now = clock.instant();
        List<Checked> checked =
                uses.stream().map(use -> check(institutionId, use, now)).toList();
        List<ReportedUseTable.Row> rows =
                checked.stream().flatMap(use -> use.row().stream()).toList();
        Map<Long, State> stored = table.insert(institutionId, rows);
        return outcome(checked.stream().map(use -> use.result(stored)).toList());
    }

    /** @param reason why there is no row */
    private record Checked(
            @Nullable String recordNo,
            Optional<ReportedUseTable.Row> row,
            @Nullable String reason) {
        Result result(Map<Long, State> stored) {
            if (row.isEmpty()) {
                return new Result(recordNo, State.REFUSED, reason);
            }
            State state = stored.get(row.get().useId());
            return state == null
                    ? new Result(
                            recordNo,
                            State.REFUSED,
                            CardRefusals.CARD_UNKNOWN.refusal().code())
                    : new Result(recordNo, state, null);
        }
    }

    private Checked check(long institutionId, Use use, Instant now) {
        String recordNo = use.recordNo();
        String wrong = wrongField(institutionId, use);
        if (recordNo == null || wrong != null) {
            return new Checked(recordNo, Optional.empty(), wrong);
        }
        Instant at = time(use.usedAt()).orElseThrow();
        if (!CityTime.dayOf(at).equals(CityTime.dayOf(now)) || at.isAfter(now.plus(CLOCKS_APART))) {
            return new Checked(recordNo, Optional.empty(), "not-of-today");
        }
        CodeText code = code(use.code()).orElseThrow();
        return new Checked(
                recordNo,
                Optional.of(new ReportedUseTable.Row(
                        ids.next(),
                        recordNo,
                        code.cardId(),
                        code.type(),
                        at,
                        CodesEndpoint.careStep(text(use.careStep())).orElseThrow(),
                        CareChannel.ofCode(text(use.channel())).orElseThrow(),
                        use.readingPoint())),
                null);
    }

    /** The first field that cannot be understood; null when all can. */
    private @Nullable String wrongField(long institutionId, Use use) {
        List<String> wrong = new ArrayList<>();
        String recordNo = text(use.recordNo());
        Long point = use.readingPoint();
        note(wrong, "bad-recordNo", !recordNo.isBlank() && recordNo.length() <= 64);
        note(wrong, "code-malformed", code(use.code()).isPresent());
        note(wrong, "bad-careStep", CodesEndpoint.careStep(text(use.careStep())).isPresent());
        note(wrong, "bad-channel", CareChannel.ofCode(text(use.channel())).isPresent());
        note(wrong, "bad-usedAt", time(use.usedAt()).isPresent());
        note(
                wrong,
                "bad-readingPoint",
                point == null || places.find(institutionId, point).isPresent());
        return wrong.isEmpty() ? null : wrong.getFirst();
    }

    private static void note(List<String> wrong, String reason, boolean right) {
        if (!right) {
            wrong.add(reason);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Optional<CodeText> code(@Nullable String text) {
        String code = text(text);
        return CodeText.parse(code)
                .or(() -> CardId.parse(code.strip()).map(id -> new CodeText(id, CodeText.Type.STATIC, null)));
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text(text)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Outcome outcome(List<Result> results) {
        return new Outcome(
                count(results, State.ACCEPTED),
                count(results, State.DUPLICATE),
                count(results, State.REFUSED),
                results);
    }

    private static long count(List<Result> results, State state) {
        return results.stream().filter(result -> result.state() == state).count();
    }
}
