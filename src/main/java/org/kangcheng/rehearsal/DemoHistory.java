package org.kangcheng.rehearsal;

import java.util.SplittableRandom;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.encounter.Visits;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Two finished visits of the first demonstration resident, at a hospital and at a township hospital, so that a visitor
 * finds a record with results, a paid bill, and a visit to rate. Made by the modules themselves, at the first start.
 */
@Component
@Profile("!production")
class DemoHistory {
    private static final VisitWalk.Care ALL_OF_IT = new VisitWalk.Care(100, 100, 0);
    private static final String GENERAL_PRACTICE = "0200";

    private final DemoHospital demo;
    private final Institutions institutions;
    private final Places places;
    private final VisitWalk walk;
    private final Visits visits;

    DemoHistory(DemoHospital demo, Institutions institutions, Places places, VisitWalk walk, Visits visits) {
        this.demo = demo;
        this.institutions = institutions;
        this.places = places;
        this.walk = walk;
        this.visits = visits;
    }

    void ensure(Resident resident, CityPlan plan) {
        if (!visits.of(resident.personKey(), null, 1).items().isEmpty()) {
            return;
        }
        Doing doing = new Doing(
                resident.personKey(),
                new Calls(new Figures(), false),
                new Acknowledged(),
                time -> {},
                new SplittableRandom(plan.seed()));
        visit(doing, demo.hospital(), demo.clinic().subjectCode());
        visit(doing, institutions.list(Institution.Kind.PRIMARY, "").getFirst(), GENERAL_PRACTICE);
    }

    private void visit(Doing doing, Institution at, String subject) {
        Place place = places.of(at).stream()
                .filter(it -> it.department().subjectCode().equals(subject))
                .findFirst()
                .orElseThrow();
        walk.register(doing, place);
        walk.beSeen(doing, place, ALL_OF_IT);
    }
}
