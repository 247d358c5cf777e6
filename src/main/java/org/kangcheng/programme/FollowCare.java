package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.record.CareFinished;
import org.kangcheng.record.CareWithdrawn;
import org.kangcheng.record.EntryId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * 一次诊疗、长期服务: care that is over is an event of the resident, from which programmes plan what follows, and stands on the
 * list of the institution that gave it. In the transaction of the filing.
 */
@Component
class FollowCare {
    /** For how long rules see it. */
    static final int DAYS = 366;

    /** By the encounter's class (HL7 v3 ActCode). */
    private static final Map<String, String> EVENTS = Map.of(
            "AMB", "VISIT",
            "VR", "VISIT",
            "EMER", "EMERGENCY_VISIT",
            "IMP", "DISCHARGE",
            "ACUTE", "DISCHARGE",
            "NONAC", "DISCHARGE",
            "SS", "DISCHARGE");

    private final Facts facts;
    private final FinishedCareTable care;
    private final People people;
    private final Clock clock;

    FollowCare(Facts facts, FinishedCareTable care, People people, Clock clock) {
        this.facts = facts;
        this.care = care;
        this.people = people;
        this.clock = clock;
    }

    @EventListener
    void on(CareFinished finished) {
        String event = EVENTS.get(finished.kind());
        LocalDate until = finished.on().plusDays(DAYS);
        if (event == null || !until.isAfter(CityTime.today(clock))) {
            return;
        }
        String source = source(finished.entry());
        long key = people.resolve(finished.entry().shard());
        facts.tell(key, FactKind.EVENT, event, finished.on(), until, source);
        care.insert(new FinishedCareTable.Row(finished.institutionId(), finished.on(), key, source, event));
    }

    @EventListener
    void on(CareWithdrawn withdrawn) {
        String source = source(withdrawn.entry());
        facts.withdraw(withdrawn.entry().shard(), source);
        care.delete(withdrawn.institutionId(), withdrawn.on(), source);
    }

    /** Whether the event is a visit or a stay that is over. */
    static boolean isCare(String event) {
        return EVENTS.containsValue(event);
    }

    static String label(String event) {
        return switch (event) {
            case "DISCHARGE" -> "出院";
            case "EMERGENCY_VISIT" -> "急诊";
            default -> "门诊";
        };
    }

    private static String source(EntryId entry) {
        return "RECORD/" + entry;
    }
}
