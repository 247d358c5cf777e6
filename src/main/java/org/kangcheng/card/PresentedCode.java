package org.kangcheng.card;

import java.time.Instant;

/** 亮码: a dynamic code as it is shown. */
public record PresentedCode(String text, Instant expiresAt, int verificationsLeft) {}
