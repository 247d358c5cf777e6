package org.kangcheng.identity;

import org.kangcheng.kernel.Refusal;

/** What came of an enrolment. */
public sealed interface EnrolResult {
    /** A new resident. There may be near matches in the steward's queue. */
    record Enrolled(long personKey) implements EnrolResult {}

    /** The resident was known already: the same document, name, birth and sex. */
    record Known(long personKey) implements EnrolResult {}

    /**
     * The document is another's by name, birth or sex (a borrowed or mistyped number). Nobody was enrolled; the steward
     * decides.
     *
     * @param personKey who holds the document
     */
    record Suspicious(long personKey, long caseId) implements EnrolResult {}

    record Refused(Refusal refusal) implements EnrolResult {}
}
