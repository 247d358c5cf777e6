package org.kangcheng.booking;

import org.kangcheng.kernel.Refusal;

/** What became of a wish to change an appointment. */
public sealed interface ChangeResult {
    /** Done now, or already done before: the appointment as it stands. */
    record Changed(Appointment appointment) implements ChangeResult {}

    record NotChanged(Refusal refusal) implements ChangeResult {}
}
