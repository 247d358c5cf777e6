package org.kangcheng.document;

/**
 * 验证码: printed with its QR code at the foot of each page of the PDF.
 *
 * @param code as a person types it
 * @param address where the code is verified, whole, with {@code https://}: what the QR code leads to
 */
public record Verification(String code, String address) {}
