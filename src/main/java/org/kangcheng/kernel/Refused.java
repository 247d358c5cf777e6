package org.kangcheng.kernel;

/** Carries a {@link Refusal} to the edge, where it becomes a problem detail, an OperationOutcome or a page. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
        // No stack trace: a refusal is an answer, not a fault.
        super(refusal.code(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
