package org.kangcheng.encounter;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.settlement.PayerLine;
import org.kangcheng.settlement.Settlement;
import org.springframework.stereotype.Component;

/** Puts together what pages show of a visit. */
@Component
class VisitDetails {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("M月d日 HH:mm");

    record Line(
            Visit visit,
            String institution,
            String department,
            @Nullable String doctor,
            String arrived) {}

    record StepLine(Step.Kind kind, String place, String actor, String at) {}

    record OrderLine(LaboratoryOrder order, LaboratoryTest test, List<ValueLine> values) {}

    record ValueLine(Analyte analyte, ResultValue value) {}

    record PrescriptionLine(Prescription prescription, Medicine medicine) {}

    record BillLine(Bill bill, List<PayerLine> lines) {}

    private final Visits visits;
    private final Laboratory laboratory;
    private final Pharmacy pharmacy;
    private final Bills bills;
    private final Catalogue catalogue;
    private final Institutions institutions;

    VisitDetails(
            Visits visits,
            Laboratory laboratory,
            Pharmacy pharmacy,
            Bills bills,
            Catalogue catalogue,
            Institutions institutions) {
        this.visits = visits;
        this.laboratory = laboratory;
        this.pharmacy = pharmacy;
        this.bills = bills;
        this.catalogue = catalogue;
        this.institutions = institutions;
    }

    Line line(Visit visit) {
        Optional<Institution> institution = institutions.find(visit.institutionId());
        Optional<Department> department = institutions.department(visit.institutionId(), visit.departmentId());
        return new Line(
                visit,
                institution.map(Institution::name).orElse(""),
                department.map(Department::name).orElse(""),
                doctor(visit),
                minute(visit.arrivedAt()));
    }

    private @Nullable String doctor(Visit visit) {
        return institutions.practitioners(visit.institutionId()).stream()
                .filter(it -> visit.practitionerId() != null && it.practitionerId() == visit.practitionerId())
                .map(Practitioner::name)
                .findFirst()
                .orElse(null);
    }

    List<StepLine> steps(Visit visit) {
        return visits.steps(visit.id()).stream()
                .map(step -> new StepLine(step.kind(), step.place(), step.actorName(), minute(step.at())))
                .toList();
    }

    List<OrderLine> orders(Visit visit) {
        return laboratory.ofVisit(visit.id()).stream().map(this::order).toList();
    }

    OrderLine order(LaboratoryOrder order) {
        LaboratoryTest test = catalogue.orderedTest(order.testCode());
        Map<String, ResultValue> values = laboratory.values(order.id()).stream()
                .collect(Collectors.toMap(ResultValue::analyte, Function.identity()));
        List<ValueLine> lines = laboratory.analytes(order).stream()
                .flatMap(analyte ->
                        Stream.ofNullable(values.get(analyte.code())).map(value -> new ValueLine(analyte, value)))
                .toList();
        return new OrderLine(order, test, lines);
    }

    List<PrescriptionLine> prescriptions(Visit visit) {
        return pharmacy.ofVisit(visit.id()).stream()
                .map(it -> new PrescriptionLine(it, catalogue.prescribed(it.medicineCode())))
                .toList();
    }

    List<BillLine> bills(Visit visit) {
        return bills.ofVisit(visit.id()).stream()
                .map(bill -> new BillLine(
                        bill, bills.settlement(bill).map(Settlement::lines).orElse(List.of())))
                .toList();
    }

    static String day(Instant at) {
        return CityTime.dayOf(at).toString();
    }

    static String minute(Instant at) {
        return MINUTE.format(CityTime.local(at));
    }
}
