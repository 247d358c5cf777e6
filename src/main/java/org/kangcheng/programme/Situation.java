package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cadence asks of a person.
 *
 * @param events the newest day of each event that has happened by today
 * @param known what rules may ask of her
 * @param entered since when the service is due to her at all: what is reckoned from no other day is reckoned from this one
 * @param lastDone the last day the service was delivered; null if never
 * @param lastPoint the point of the calendar it was delivered for; -1 if none
 * @param done how often it was delivered
 * @param doneThatWeek how often it was delivered in the week (from Monday) of the last day
 */
record Situation(
        long personKey,
        LocalDate birth,
        Map<String, LocalDate> events,
        Map<String, @Nullable Object> known,
        LocalDate entered,
        LocalDate today,
        @Nullable LocalDate lastDone,
        int lastPoint,
        int done,
        int doneThatWeek) {

    /** To whom the service is due from today on and was never delivered. */
    static Situation unserved(PersonFacts facts, LocalDate entered, LocalDate today) {
        return new Situation(
                facts.personKey(), facts.birth(), facts.events(), facts.on(today), entered, today, null, -1, 0, 0);
    }
}
