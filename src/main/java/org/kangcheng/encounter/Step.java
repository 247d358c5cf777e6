package org.kangcheng.encounter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.terminology.CareStep;

/**
 * 就诊环节: something that happened in a visit.
 *
 * @param readingId the reading of the code that it stood on; null where the person was not needed
 */
public record Step(Kind kind, CareStep careStep, @Nullable Long readingId, String place, String actorName, Instant at) {
    public enum Kind {
        CHECKED_IN("报到", CareStep.REGISTRATION),
        CONSULTED("接诊", CareStep.CONSULTATION),
        SAMPLED("采样", CareStep.EXAMINATION),
        RELEASED("检验结果发布", CareStep.EXAMINATION),
        PAID("缴费", CareStep.PAYMENT),
        DISPENSED("取药", CareStep.PHARMACY),
        FINISHED("就诊完成", CareStep.CONSULTATION),
        CANCELLED("取消就诊", CareStep.REGISTRATION);

        private final String label;
        private final CareStep careStep;

        Kind(String label, CareStep careStep) {
            this.label = label;
            this.careStep = careStep;
        }

        public String label() {
            return label;
        }

        CareStep careStep() {
            return careStep;
        }
    }
}
