package org.kangcheng.survey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/** Ratings are counted by their institution and the day they were given: how many, how many satisfied, and the stars. */
@Component
class RatingCounting {
    static final String RATINGS = "survey.ratings";
    static final String SATISFIED = "survey.satisfied";
    static final String SERVICE_STARS = "survey.service-stars";
    static final String WAITING_STARS = "survey.waiting-stars";
    static final String RESULT_STARS = "survey.result-stars";

    private final Tally tally;

    RatingCounting(Tally tally) {
        this.tally = tally;
    }

    void rated(long institutionId, LocalDate day, Rating rating) {
        String place = Tally.institution(institutionId);
        List<Tally.Change> changes = new ArrayList<>();
        changes.add(new Tally.Change(RATINGS, place, day, 1));
        if (rating.isSatisfied()) {
            changes.add(new Tally.Change(SATISFIED, place, day, 1));
        }
        changes.add(new Tally.Change(SERVICE_STARS, place, day, rating.service()));
        changes.add(new Tally.Change(WAITING_STARS, place, day, rating.waiting()));
        changes.add(new Tally.Change(RESULT_STARS, place, day, rating.result()));
        tally.addAll(changes);
    }
}
