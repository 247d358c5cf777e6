package org.kangcheng.rehearsal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.encounter.Analyte;
import org.kangcheng.encounter.Laboratory;
import org.kangcheng.encounter.LaboratoryOrder;
import org.kangcheng.encounter.Pharmacy;
import org.kangcheng.encounter.Prescription;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;

/** 检验科与药房: a sample is taken and its result released; a medicine is handed out. */
@Component
class Services {
    private static final int ABNORMAL_PERCENT = 12;

    private final Scanner scanner;
    private final Laboratory laboratory;
    private final Pharmacy pharmacy;

    Services(Scanner scanner, Laboratory laboratory, Pharmacy pharmacy) {
        this.scanner = scanner;
        this.laboratory = laboratory;
        this.pharmacy = pharmacy;
    }

    void test(Doing doing, Place place, LaboratoryOrder order) {
        Actor technician = place.laboratory();
        PublicId reading = scanner.read(doing, technician, CareStep.EXAMINATION);
        doing.calls()
                .make(CareStage.SAMPLE, () -> laboratory.takeSample(technician, reading, order.id()))
                .orRefuse();
        doing.pause(20, 60);
        Map<String, String> values = values(doing, order);
        doing.calls()
                .make(CareStage.RELEASE, () -> laboratory.release(technician, order.id(), values))
                .orRefuse();
    }

    private Map<String, String> values(Doing doing, LaboratoryOrder order) {
        Map<String, String> values = new HashMap<>();
        for (Analyte analyte : doing.calls().aside(() -> laboratory.analytes(order))) {
            boolean abnormal = doing.chance(ABNORMAL_PERCENT);
            values.put(
                    analyte.code(),
                    analyte.quantity()
                            ? number(doing, analyte, abnormal)
                            : analyte.options().get(abnormal ? analyte.options().size() - 1 : 0));
        }
        return values;
    }

    /** Within the usual range, or a little above it. */
    private static String number(Doing doing, Analyte analyte, boolean abnormal) {
        double low = orElse(analyte.low(), orElse(analyte.least(), 0));
        double high = orElse(analyte.high(), orElse(analyte.most(), low + 1));
        double value =
                abnormal ? high * 1.15 : low + (high - low) * doing.random().nextDouble();
        double most = orElse(analyte.most(), value);
        double least = orElse(analyte.least(), 0);
        return BigDecimal.valueOf(Math.clamp(value, least, most))
                .setScale(2, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(most))
                .toPlainString();
    }

    private static double orElse(@Nullable BigDecimal value, double otherwise) {
        return value == null ? otherwise : value.doubleValue();
    }

    void dispense(Doing doing, Place place, Prescription prescription) {
        Actor pharmacist = place.pharmacist();
        PublicId reading = scanner.read(doing, pharmacist, CareStep.PHARMACY);
        doing.calls()
                .make(CareStage.DISPENSE, () -> pharmacy.dispense(pharmacist, reading, prescription.id()))
                .orRefuse();
    }
}
