package org.kangcheng.encounter;

import java.time.Instant;

/** 诊断. @param code ICD-10 */
public record Diagnosis(String code, String title, String note, Instant at) {}
