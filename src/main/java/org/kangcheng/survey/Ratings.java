package org.kangcheng.survey;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.encounter.Visit;
import org.kangcheng.encounter.Visits;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes the residents' ratings of their visits. */
@Component
public class Ratings {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这次就诊。");
    private static final Refusal NOT_FINISHED = Refusal.rule("visit-not-finished", "就诊结束后才能评价。");
    private static final Refusal RATED = Refusal.conflict("already-rated", "您已评价过这次就诊,每次就诊只能评价一次。");
    private static final Refusal MALFORMED = Refusal.badInput("bad-rating", "请为三项各选 1-5 星,留言最多 500 字。");

    private final RatingTable table;
    private final ReceivedTable received;
    private final StarCountTable counts;
    private final RatingCounting counting;
    private final Visits visits;
    private final People people;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Ratings(
            RatingTable table,
            ReceivedTable received,
            StarCountTable counts,
            RatingCounting counting,
            Visits visits,
            People people,
            ApplicationEventPublisher events,
            Clock clock) {
        this.table = table;
        this.received = received;
        this.counts = counts;
        this.counting = counting;
        this.visits = visits;
        this.people = people;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public RateResult rate(Actor resident, PublicId visitId, Rating rating) {
        if (!rating.sound()) {
            return new RateResult.NotRated(MALFORMED);
        }
        Visit visit = own(resident, visitId).orElse(null);
        if (visit == null) {
            return new RateResult.NotRated(UNKNOWN);
        }
        if (visit.state() != Visit.State.FINISHED) {
            return new RateResult.NotRated(NOT_FINISHED);
        }
        Instant now = clock.instant();
        if (!table.insert(visit, rating, now)) {
            return new RateResult.NotRated(RATED);
        }
        received.insert(visit, rating, now);
        if (rating.isPoor()) {
            events.publishEvent(new PoorlyRated(
                    visit.personKey(),
                    visit.visitId(),
                    visit.institutionId(),
                    rating.service(),
                    rating.waiting(),
                    rating.result()));
        }
        counting.rated(visit.institutionId(), CityTime.dayOf(now), rating);
        counts.count(visit.institutionId(), visit.departmentId(), YearMonth.from(CityTime.dayOf(now)), rating);
        return new RateResult.Rated(rating);
    }

    /** What the resident said of this visit; empty when she has not. */
    public Optional<Rating> of(PublicId visit) {
        return table.find(visit);
    }

    /** The resident's own visit, under whichever of her keys. */
    Optional<Visit> own(Actor resident, PublicId visit) {
        @Nullable Long self = resident.personKey();
        return self != null && people.aliases(self).contains(visit.shard()) ? visits.find(visit) : Optional.empty();
    }
}
