package org.kangcheng.directory;

/** 医务人员. */
public record Practitioner(
        long institutionId,
        long practitionerId,
        long departmentId,
        String code,
        String name,
        String title,
        boolean expert) {}
