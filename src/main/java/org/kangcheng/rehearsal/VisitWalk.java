package org.kangcheng.rehearsal;

import org.jspecify.annotations.Nullable;
import org.kangcheng.encounter.LaboratoryOrder;
import org.kangcheng.encounter.Prescription;
import org.kangcheng.encounter.Reception;
import org.kangcheng.encounter.Visit;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.survey.Rating;
import org.kangcheng.survey.Ratings;
import org.kangcheng.terminology.CareStep;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** A resident's way through a hospital, from the registration desk to the rating, by the modules' own doors. */
@Component
@Profile("!production")
class VisitWalk {
    /** How likely a visit comes to each, in percent. */
    record Care(int test, int medicine, int rating) {}

    private final Scanner scanner;
    private final Reception reception;
    private final Treatment treatment;
    private final Services services;
    private final Till till;
    private final Ratings ratings;

    VisitWalk(
            Scanner scanner, Reception reception, Treatment treatment, Services services, Till till, Ratings ratings) {
        this.scanner = scanner;
        this.reception = reception;
        this.treatment = treatment;
        this.services = services;
        this.till = till;
        this.ratings = ratings;
    }

    /** 报到, for the earliest appointment of today at this institution. */
    void checkIn(Doing doing, Place place) {
        if (doing.chance(6)) {
            scanner.fumble(doing, place.registrar(), CareStep.REGISTRATION);
        }
        PublicId reading = scanner.read(doing, place.registrar(), CareStep.REGISTRATION);
        doing.calls()
                .make(CareStage.CHECK_IN, () -> reception.checkIn(place.registrar(), reading))
                .orRefuse();
    }

    /** 现场挂号. */
    void register(Doing doing, Place place) {
        PublicId reading = scanner.read(doing, place.registrar(), CareStep.REGISTRATION);
        String requestKey = doing.requestKey();
        long department = place.department().departmentId();
        doing.calls()
                .make(
                        CareStage.REGISTER,
                        () -> reception.register(
                                place.registrar(), reading, department, Visit.Kind.OUTPATIENT, requestKey))
                .orRefuse();
    }

    /** What follows once the resident has been called in. */
    void beSeen(Doing doing, Place place, Care care) {
        Visit visit = treatment.begin(doing, place);
        doing.pause(2, 8);
        treatment.diagnose(doing, place, visit);
        @Nullable LaboratoryOrder order = doing.chance(care.test()) ? treatment.order(doing, place, visit) : null;
        @Nullable
        Prescription medicine = doing.chance(care.medicine()) ? treatment.prescribe(doing, place, visit) : null;
        doing.pause(2, 10);
        till.pay(doing, place, visit);
        if (order != null) {
            services.test(doing, place, order);
        }
        treatment.finish(doing, place, visit);
        if (medicine != null) {
            doing.pause(2, 15);
            services.dispense(doing, place, medicine);
        }
        if (doing.chance(care.rating())) {
            doing.pause(10, 120);
            rate(doing, visit);
        }
    }

    private void rate(Doing doing, Visit visit) {
        Rating rating = new Rating(stars(doing), stars(doing), stars(doing), null);
        doing.calls().make(CareStage.RATE, () -> ratings.rate(doing.self(), visit.id(), rating));
    }

    private static int stars(Doing doing) {
        return 3 + doing.random().nextInt(3);
    }
}
