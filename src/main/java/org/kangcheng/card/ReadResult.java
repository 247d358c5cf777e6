package org.kangcheng.card;

import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.Refusal;

/** 识读结果: whose code it was, or why it was not taken. */
public sealed interface ReadResult {
    /**
     * What the counter compares with the person in front of it.
     *
     * @param verificationsLeft how often a dynamic code can still be read; null for a static one
     */
    record Read(
            long personKey,
            String maskedName,
            Sex sex,
            int birthYear,
            CardAttribute cardAttribute,
            @Nullable Integer verificationsLeft)
            implements ReadResult {}

    record NotRead(Refusal refusal) implements ReadResult {}
}
