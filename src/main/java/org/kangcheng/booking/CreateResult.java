package org.kangcheng.booking;

import org.kangcheng.kernel.Refusal;

/** What became of a wish to hold a session. */
public sealed interface CreateResult {
    record Created(Session session) implements CreateResult {}

    record NotCreated(Refusal refusal) implements CreateResult {}
}
