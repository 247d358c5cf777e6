package org.kangcheng.rehearsal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.encounter.Catalogue;
import org.kangcheng.encounter.Consultation;
import org.kangcheng.encounter.LaboratoryOrder;
import org.kangcheng.encounter.Ordering;
import org.kangcheng.encounter.Ordering.NewPrescription;
import org.kangcheng.encounter.Prescription;
import org.kangcheng.encounter.Visit;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.Timeline;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** 诊室: the doctor reads the code, looks at the record, diagnoses and orders. */
@Component
class Treatment {
    private static final int SHOWN = 20;

    private final Scanner scanner;
    private final Consultation consultation;
    private final Ordering ordering;
    private final Catalogue catalogue;
    private final Timeline timeline;
    private final Readings readings;
    private final TransactionTemplate transaction;

    Treatment(
            Scanner scanner,
            Consultation consultation,
            Ordering ordering,
            Catalogue catalogue,
            Timeline timeline,
            Readings readings,
            TransactionTemplate transaction) {
        this.scanner = scanner;
        this.consultation = consultation;
        this.ordering = ordering;
        this.catalogue = catalogue;
        this.timeline = timeline;
        this.readings = readings;
        this.transaction = transaction;
    }

    Visit begin(Doing doing, Place place) {
        Actor doctor = place.doctorActor();
        PublicId reading = scanner.read(doing, doctor, CareStep.CONSULTATION);
        Visit visit = doing.calls()
                .make(CareStage.CONSULT, () -> consultation.begin(doctor, reading))
                .orRefuse();
        doing.calls().make(CareStage.TIMELINE, () -> lookAt(doctor, doing.personKey()));
        return visit;
    }

    /** As the doctor's page does: no reading without its entry in the log. */
    private int lookAt(Actor doctor, long personKey) {
        return Optional.ofNullable(transaction.execute(status -> {
                    readings.log(doctor, personKey, "健康档案", Purpose.TREATMENT);
                    return timeline.of(personKey, Timeline.Filter.ALL, null, SHOWN)
                            .items()
                            .size();
                }))
                .orElse(0);
    }

    void diagnose(Doing doing, Place place, Visit visit) {
        Actor doctor = place.doctorActor();
        String disease = any(doing, catalogue.diseases()).code();
        doing.calls()
                .aside(() -> consultation.noteComplaint(doctor, visit.id(), "不适数日"))
                .orRefuse();
        doing.calls()
                .make(CareStage.DIAGNOSE, () -> consultation.diagnose(doctor, visit.id(), disease, ""))
                .orRefuse();
    }

    LaboratoryOrder order(Doing doing, Place place, Visit visit) {
        String test = any(doing, catalogue.tests()).code();
        String requestKey = doing.requestKey();
        return doing.calls()
                .make(CareStage.ORDER, () -> ordering.order(place.doctorActor(), visit.id(), test, requestKey))
                .orRefuse();
    }

    Prescription prescribe(Doing doing, Place place, Visit visit) {
        NewPrescription wanted = new NewPrescription(
                any(doing, catalogue.medicines()).code(), 1 + doing.random().nextInt(3), "", "");
        String requestKey = doing.requestKey();
        return doing.calls()
                .make(
                        CareStage.PRESCRIBE,
                        () -> ordering.prescribe(place.doctorActor(), visit.id(), wanted, requestKey))
                .orRefuse();
    }

    void finish(Doing doing, Place place, Visit visit) {
        doing.calls()
                .make(CareStage.FINISH, () -> consultation.finish(place.doctorActor(), visit.id()))
                .orRefuse();
        doing.kept().finished(visit.id());
    }

    private static <T> T any(Doing doing, Collection<T> all) {
        List<T> list = List.copyOf(all);
        return list.get(doing.random().nextInt(list.size()));
    }
}
