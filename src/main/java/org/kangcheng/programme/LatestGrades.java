package org.kangcheng.programme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.identity.People;
import org.kangcheng.identity.PeopleMerged;
import org.kangcheng.identity.PeopleSplit;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * 年内最近一次: of each person, each service and each calendar year the latest delivery that was graded is counted by its
 * grade, under whichever of her keys it stands. Two keys that become one person keep the later of their two; when she is two
 * people again, each has her own.
 */
@Component
class LatestGrades {
    private record Of(int serviceNo, int year) {}

    private final DeliveryTable deliveries;
    private final SubjectTable subjects;
    private final People people;
    private final Tally tally;

    LatestGrades(DeliveryTable deliveries, SubjectTable subjects, People people, Tally tally) {
        this.deliveries = deliveries;
        this.subjects = subjects;
        this.people = people;
        this.tally = tally;
    }

    /**
     * A graded delivery counts ({@code n} is 1): if it is her latest, it takes the place of the one before. Or it counts no
     * more (-1), and gives the place back.
     */
    void count(Delivery delivery, int n) {
        Optional<Delivery> other = deliveries.latestGraded(delivery);
        if (other.filter(it -> it.isAfter(delivery)).isEmpty()) {
            add(delivery, n);
            other.ifPresent(it -> add(it, -n));
        }
    }

    void merged(PeopleMerged merged) {
        countEarlier(merged.retiredKey(), merged.currentKey(), -1);
    }

    void split(PeopleSplit split) {
        countEarlier(split.restoredKey(), split.currentKey(), 1);
    }

    /** Where both have a latest, the earlier of the two begins to count or stops. */
    private void countEarlier(long part, long current, int n) {
        // The locks that whoever records holds: what is being recorded of either is there by now, or waits and sees the
        // merge.
        subjects.lockArea(Math.min(part, current));
        subjects.lockArea(Math.max(part, current));
        Set<Long> hers = people.keysUnder(part);
        List<Long> others = new ArrayList<>(people.aliases(current));
        others.removeAll(hers);
        Map<Of, Delivery> latest = new HashMap<>();
        deliveries.latestGraded(others).forEach(it -> latest.put(of(it), it));
        for (Delivery one : deliveries.latestGraded(hers)) {
            Delivery other = latest.get(of(one));
            if (other != null) {
                add(one.isAfter(other) ? other : one, n);
            }
        }
    }

    private static Of of(Delivery delivery) {
        return new Of(delivery.serviceNo(), delivery.deliveredOn().getYear());
    }

    private void add(Delivery delivery, int n) {
        String grade = Objects.requireNonNull(delivery.grade());
        tally.add(Counting.latest(delivery.serviceNo(), grade), delivery.areaCode(), delivery.deliveredOn(), n);
    }
}
