package org.kangcheng.programme;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.definition.Form;
import org.kangcheng.programme.DeliveryTable.Graded;
import org.springframework.stereotype.Component;

/** The grades that send somebody on to a doctor. */
@Component
class ReferringGrades {
    private final Programmes programmes;

    ReferringGrades(Programmes programmes) {
        this.programmes = programmes;
    }

    /** What each says. */
    Map<Graded, String> reasons() {
        Map<Graded, String> reasons = new LinkedHashMap<>();
        for (InForce programme : programmes.all()) {
            for (Service service : programme.services()) {
                service.form().grades().stream()
                        .filter(Form.Grade::refer)
                        .forEach(grade -> reasons.put(
                                new Graded(programme.number(service), grade.code()), reason(service, grade)));
            }
        }
        return reasons;
    }

    static Graded graded(Delivery delivery) {
        return new Graded(delivery.serviceNo(), delivery.grade() == null ? "" : delivery.grade());
    }

    /** Why a record sends somebody on; empty when it does not. */
    Optional<String> reason(Delivery delivery) {
        return programmes
                .service(delivery.serviceNo())
                .flatMap(service -> service.form().grades().stream()
                        .filter(grade -> grade.refer() && grade.code().equals(delivery.grade()))
                        .findFirst()
                        .map(grade -> reason(service, grade)));
    }

    private static String reason(Service service, Form.Grade grade) {
        return service.title() + "：" + grade.label();
    }
}
