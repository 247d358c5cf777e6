package org.kangcheng.directory;

/**
 * 科室.
 *
 * @param subjectCode the national 4-digit code of the medical subject (诊疗科目): 0300 internal medicine …
 * @param takesNumbers false where people come without a number (dialysis, prevention, archives)
 */
public record Department(
        long institutionId, long departmentId, String name, String subjectCode, Kind kind, boolean takesNumbers) {
    public enum Kind {
        CLINIC,
        LABORATORY,
        IMAGING,
        PHARMACY,
        CASHIER,
        WARD,
        OTHER
    }
}
