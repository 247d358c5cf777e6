package org.kangcheng.encounter;

/** @param code ICD-10 */
public record Disease(String code, String name) {}
