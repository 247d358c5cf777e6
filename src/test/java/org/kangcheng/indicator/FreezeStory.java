package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.Refused;
import org.kangcheng.tally.Tally;
import org.springframework.beans.factory.annotation.Autowired;

/** A month that is over says what it said when it was over; what comes in later is published anew, with its reason. */
class FreezeStory extends IndicatorPlatform {
    @Autowired
    Freeze freeze;

    @Autowired
    Tally tally;

    @Autowired
    Institutions institutions;

    @Test
    void whatComesInLaterDoesNotChangeAMonthThatIsOver() {
        Indicator bookings = indicator("bookings");
        Institution hospital = institutions.list(Institution.Kind.HOSPITAL, "").getFirst();
        Place place = Place.institution(hospital.institutionId());
        Period month = Period.of(Period.Kind.MONTH, indicators.today()).previous();
        add(place, month.first(), 5);
        try {
            assertThat(indicators.value(bookings, place, month).frozen()).isFalse();
            assertThat(freeze.freeze(bookings, month)).isTrue();
            assertThat(freeze.freeze(bookings, month)).isFalse();
            long city = indicators.value(bookings, Place.CITY, month).numerator();

            add(place, month.last(), 2);

            Figure kept = indicators.value(bookings, place, month);
            assertThat(kept.numerator()).isEqualTo(5);
            assertThat(kept.frozen()).isTrue();
            assertThat(indicators.value(bookings, Place.CITY, month).numerator())
                    .isEqualTo(city);
            assertThat(Objects.requireNonNull(freeze.difference(bookings, place, month))
                            .numerator())
                    .isEqualTo(7);
            assertThat(refusal(() -> freeze.restate(DESK, bookings, month, "补")))
                    .contains("原因");

            freeze.restate(DESK, bookings, month, "系统故障期间的预约补录");

            Figure restated = indicators.value(bookings, place, month);
            assertThat(restated.numerator()).isEqualTo(7);
            assertThat(restated.note()).contains("第 2 次发布").contains("系统故障期间的预约补录");
            assertThat(indicators.value(bookings, Place.CITY, month).numerator())
                    .isEqualTo(city + 2);
            assertThat(freeze.difference(bookings, place, month)).isNull();
            assertThat(refusal(() -> freeze.restate(DESK, bookings, month, "再来一次看看")))
                    .contains("不必更正");
        } finally {
            add(place, month.first(), -5);
            add(place, month.last(), -2);
        }
    }

    @Test
    void aPlaceThatHadNothingKeepsNothing() {
        Indicator visits = indicator("visits");
        Institution hospital = institutions.list(Institution.Kind.HOSPITAL, "").get(1);
        Place place = Place.institution(hospital.institutionId());
        Period month =
                Period.of(Period.Kind.MONTH, indicators.today()).previous().previous();
        assertThat(freeze.freeze(visits, month)).isTrue();
        tally.add("encounter.visits", place.key(), month.first(), 3);
        try {
            assertThat(indicators.value(visits, place, month).numerator()).isZero();
        } finally {
            tally.add("encounter.visits", place.key(), month.first(), -3);
        }
    }

    @Test
    void whatKnowsOnlyThePresentIsNotMadeUpForThePast() {
        Indicator residents = indicator("residents");
        Period month = Period.of(Period.Kind.MONTH, indicators.today()).previous();
        assertThat(freeze.freeze(residents, month)).isFalse();
        Figure past = indicators.value(residents, Place.CITY, month);
        assertThat(past.value()).isNull();
        assertThat(past.note()).contains("没有留存");
    }

    @Test
    void aMonthThatIsNotOverIsNotFrozen() {
        Indicator visits = indicator("visits");
        Period now = Period.of(Period.Kind.MONTH, indicators.today());
        assertThat(freeze.freeze(visits, now)).isFalse();
        assertThat(refusal(() -> freeze.restate(DESK, visits, now, "本月还没有完"))).contains("还没有结束");
    }

    private static String refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refused.class, call).refusal().message();
    }

    private void add(Place place, LocalDate day, long n) {
        tally.add("booking.booked", place.key(), day, n);
    }
}
