package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Form;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.DutyTable.Duty;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What follows from a delivery that counts: the figures, points that it makes good, claims that it was compared with, facts
 * that it tells, and the days of the next. Always under the lock of the person's subject.
 */
@Component
class WhatFollows {
    private static final int BENEFIT_DAYS = 366;

    private final Programmes programmes;
    private final PersonReading reading;
    private final DutyTable duties;
    private final LatestGrades latest;
    private final Counting counting;
    private final Reckoning reckoning;
    private final Missed missed;
    private final Claims claims;
    private final Facts facts;
    private final Tally tally;
    private final JsonMapper json;
    private final Clock clock;

    WhatFollows(
            Programmes programmes,
            PersonReading reading,
            DutyTable duties,
            LatestGrades latest,
            Counting counting,
            Reckoning reckoning,
            Missed missed,
            Claims claims,
            Facts facts,
            Tally tally,
            JsonMapper json,
            Clock clock) {
        this.programmes = programmes;
        this.reading = reading;
        this.duties = duties;
        this.latest = latest;
        this.counting = counting;
        this.reckoning = reckoning;
        this.missed = missed;
        this.claims = claims;
        this.facts = facts;
        this.tally = tally;
        this.json = json;
        this.clock = clock;
    }

    /** @return the duty with its next days */
    Duty of(
            Delivery delivery,
            Service service,
            Duty duty,
            String area,
            Map<String, Object> values,
            Map<String, @Nullable Object> about) {
        count(delivery, service, values, about);
        // What was told may matter to the days.
        PersonFacts after = reading.of(duty.personKey(), CityTime.today(clock)).orElseThrow();
        return reset(service, after, duty, area);
    }

    /** The resident has confirmed it: from now on it counts. */
    void ofConfirmed(long key, Delivery delivery, String area) {
        LocalDate today = CityTime.today(clock);
        programmes
                .service(delivery.serviceNo())
                .ifPresentOrElse(
                        service -> count(
                                delivery,
                                service,
                                json.readValue(delivery.form(), new TypeReference<Map<String, Object>>() {}),
                                reading.of(key, today).orElseThrow().on(today)),
                        () -> tally(delivery, 1));
        reset(key, delivery.serviceNo(), area);
    }

    /** It was voided: nothing of it stands. */
    void ofVoided(long key, Delivery delivery, String area) {
        tally(delivery, -1);
        claims.forget(delivery);
        facts.withdraw(key, source(delivery));
        reset(key, delivery.serviceNo(), area);
    }

    private void count(
            Delivery delivery, Service service, Map<String, Object> values, Map<String, @Nullable Object> about) {
        tally(delivery, 1);
        missed.madeGood(delivery);
        claims.compare(delivery, service, values, about);
        tell(delivery, service);
    }

    private void tally(Delivery delivery, int n) {
        tally.add(Counting.delivered(delivery.serviceNo()), delivery.areaCode(), delivery.deliveredOn(), n);
        if (delivery.grade() != null) {
            String graded = Counting.graded(delivery.serviceNo(), delivery.grade());
            tally.add(graded, delivery.areaCode(), delivery.deliveredOn(), n);
            latest.count(delivery, n);
        }
    }

    /** A grade tells what was found of the person, a benefit what she was granted; voided, they are taken back. */
    private void tell(Delivery delivery, Service service) {
        String source = source(delivery);
        LocalDate on = delivery.deliveredOn();
        if (service.benefit() != null) {
            facts.tell(
                    delivery.personKey(), FactKind.BENEFIT, service.benefit(), on, on.plusDays(BENEFIT_DAYS), source);
        }
        grade(service, delivery).ifPresent(it -> {
            it.ends().forEach(code -> facts.endOpen(delivery.personKey(), FactKind.LEVEL, code, on, source));
            it.tells().forEach(code -> facts.tell(delivery.personKey(), FactKind.LEVEL, code, on, null, source));
        });
    }

    static Optional<Form.Grade> grade(Service service, Delivery delivery) {
        return service.form().grades().stream()
                .filter(it -> it.code().equals(delivery.grade()))
                .findFirst();
    }

    private static String source(Delivery delivery) {
        return "DELIVERY/" + delivery.deliveryId();
    }

    /** Sets a person's duty anew, if she still has it. */
    private void reset(long key, int serviceNo, String area) {
        programmes
                .service(serviceNo)
                .ifPresent(service -> duties.find(key, serviceNo)
                        .ifPresent(duty -> reset(
                                service, reading.of(key, CityTime.today(clock)).orElseThrow(), duty, area)));
    }

    /** Sets the duty's days anew from all that counts, so that backdating and voiding lead where they should. */
    private Duty reset(Service service, PersonFacts person, Duty duty, String area) {
        LocalDate today = CityTime.today(clock);
        Duty now = reckoning
                .duty(person, service, duty.serviceNo(), duty.excluded(), today, today)
                .orElse(duty);
        counting.remove(area, duty);
        duties.save(area, now);
        counting.add(area, now);
        return now;
    }
}
