package org.kangcheng.community;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/** 名医基层工作站 or 巡诊: an expert who comes to the people. */
record Station(
        long institutionId,
        long stationId,
        Kind kind,
        String title,
        String expert,
        long departmentId,
        LocalDate openedOn,
        @Nullable LocalDate closedOn) {
    enum Kind {
        STATION("名医基层工作站"),
        ROUND("巡诊");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public PublicId id() {
        return new PublicId(institutionId, stationId);
    }
}
