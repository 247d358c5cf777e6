package org.kangcheng.access;

/** 短信: sends a text to a phone. The channel itself lies outside the platform; {@code notice} provides it. */
public interface TextMessages {
    /** @param phone 11 digits. Never logged. */
    void send(String phone, String text);
}
