package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.Session;
import org.kangcheng.booking.SessionId;
import org.kangcheng.booking.Sessions;
import org.kangcheng.booking.Slot;
import org.kangcheng.booking.SlotId;
import org.kangcheng.booking.SlotQuery;
import org.kangcheng.booking.Slots;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Criteria;
import org.kangcheng.record.Criteria.DateTest;
import org.kangcheng.record.SearchTerms;
import org.kangcheng.record.Span;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Reads and searches Slots (号源) and Schedules (排班). They name nobody, so no reading is logged. */
@Component
class SlotSearch {
    static final Set<String> SLOT_PARAMETERS = Set.of("schedule", "status", "start", "_id");
    static final Set<String> SCHEDULE_PARAMETERS = Set.of("actor", "date", "_id");

    private final Slots slots;
    private final Sessions sessions;
    private final Numbers numbers;

    SlotSearch(Slots slots, Sessions sessions, Numbers numbers) {
        this.slots = slots;
        this.sessions = sessions;
        this.numbers = numbers;
    }

    Answer readSlot(Reach.Of reach, String id) {
        return SlotId.parse(id)
                .filter(slot -> sees(reach, slot.institutionId()))
                .flatMap(slots::find)
                .map(Numbers::slot)
                .map(Answer::ok)
                .orElseThrow(FhirProblem::notFound);
    }

    Answer readSchedule(Reach.Of reach, String id) {
        return SessionId.parse(id)
                .filter(session -> sees(reach, session.institutionId()))
                .flatMap(sessions::find)
                .map(numbers::schedule)
                .map(Answer::ok)
                .orElseThrow(FhirProblem::notFound);
    }

    private static boolean sees(Reach.Of reach, long institutionId) {
        return reach.city() || reach.filer() == institutionId;
    }

    Answer slots(Call call, Reach.Of reach) {
        Numbers.only(call, SLOT_PARAMETERS, Set.of());
        if (call.parameters().containsKey("_id")) {
            List<ObjectNode> found = SearchTerms.values(Numbers.first(call, "_id")).stream()
                    .flatMap(text -> SlotId.parse(text).stream())
                    .filter(id -> sees(reach, id.institutionId()))
                    .flatMap(id -> slots.find(id).stream())
                    .map(Numbers::slot)
                    .toList();
            return Numbers.bundle(call, "Slot", found, null);
        }
        String schedule = Numbers.first(call, "schedule");
        Optional<SessionId> session = SessionId.parse(schedule.substring(schedule.lastIndexOf('/') + 1))
                .filter(id -> sees(reach, id.institutionId()));
        if (!schedule.isEmpty() && session.isEmpty()) {
            return Numbers.bundle(call, "Slot", List.of(), null);
        }
        String after = Numbers.first(call, SearchRequest.AFTER);
        try {
            Slice<Slot> page = slots.search(
                    query(call, reach, session.orElse(null)), after.isEmpty() ? null : after, Numbers.count(call, 50));
            String next = page.next() == null ? null : next(call, page.next());
            return Numbers.bundle(call, "Slot", page.map(Numbers::slot).items(), next);
        } catch (IllegalArgumentException e) {
            throw FhirProblem.invalid("翻页参数不正确。");
        }
    }

    private static SlotQuery query(Call call, Reach.Of reach, @Nullable SessionId session) {
        Long institution =
                session != null ? (Long) session.institutionId() : reach.city() ? null : (Long) reach.filer();
        Instant from = null;
        Instant to = null;
        for (String start : call.parameters().getOrDefault("start", List.of())) {
            DateTest test = test(start);
            from = later(from, lower(test));
            to = earlier(to, upper(test));
        }
        return new SlotQuery(institution, session, status(Numbers.first(call, "status")), from, to);
    }

    private static Slot.@Nullable Status status(String code) {
        return switch (code.substring(code.indexOf('|') + 1)) {
            case "" -> null;
            case "free" -> Slot.Status.FREE;
            case "busy-tentative" -> Slot.Status.HELD;
            case "busy" -> Slot.Status.BOOKED;
            case "busy-unavailable" -> Slot.Status.UNAVAILABLE;
            default -> throw FhirProblem.invalid("status 不正确。");
        };
    }

    private static DateTest test(String start) {
        List<DateTest> tests = SearchTerms.dates(start).orElseThrow(() -> FhirProblem.invalid("start 不正确。"));
        if (tests.size() != 1 || tests.getFirst().prefix() == Criteria.Prefix.NE) {
            throw FhirProblem.notSupported("start 只支持一个时间范围。");
        }
        return tests.getFirst();
    }

    private static @Nullable Instant lower(DateTest test) {
        return switch (test.prefix()) {
            case EQ, GE -> test.span().from();
            case GT, SA -> test.span().to().plusMillis(1);
            default -> null;
        };
    }

    private static @Nullable Instant upper(DateTest test) {
        return switch (test.prefix()) {
            case EQ, LE -> test.span().to().plusMillis(1);
            case LT, EB -> test.span().from();
            default -> null;
        };
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isAfter(other) ? one : other;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    private static String next(Call call, String after) {
        StringJoiner query = new StringJoiner("&");
        call.parameters()
                .forEach((name, values) -> values.stream()
                        .filter(value -> !name.equals(SearchRequest.AFTER))
                        .forEach(value ->
                                query.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8))));
        return call.base() + "/Slot?" + query.add(SearchRequest.AFTER + "=" + URLEncoder.encode(after, UTF_8));
    }

    Answer schedules(Call call, Reach.Of reach) {
        Numbers.only(call, SCHEDULE_PARAMETERS, Set.of());
        String actor = Numbers.first(call, "actor");
        List<String> ids = SearchTerms.values(Numbers.first(call, "_id"));
        List<ObjectNode> found = new ArrayList<>();
        int count = Numbers.count(call, 200);
        for (long institution : numbers.institutions(reach)) {
            numbers.sessions(institution).stream()
                    .filter(session ->
                            ids.isEmpty() || ids.contains(session.id().toString()))
                    .filter(dated(call))
                    .map(numbers::schedule)
                    .filter(schedule -> actor.isEmpty() || acts(schedule, actor))
                    .forEach(found::add);
            if (found.size() >= count) {
                break;
            }
        }
        return Numbers.bundle(call, "Schedule", found.subList(0, Math.min(count, found.size())), null);
    }

    private static Predicate<Session> dated(Call call) {
        Predicate<Session> all = session -> true;
        for (String date : call.parameters().getOrDefault("date", List.of())) {
            var tests = SearchTerms.dates(date).orElseThrow(() -> FhirProblem.invalid("date 不正确。"));
            all = all.and(session -> tests.stream()
                    .anyMatch(
                            test -> test.prefix().holds(new Span(session.startsAt(), session.endsAt()), test.span())));
        }
        return all;
    }

    private static boolean acts(ObjectNode schedule, String actor) {
        String wanted = actor.contains("/") ? actor : "Practitioner/" + actor;
        for (var who : schedule.path("actor")) {
            if (who.path("reference").asString("").equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
