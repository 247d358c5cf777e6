package org.kangcheng.identity;

/** What came of a try to prove to be somebody. */
sealed interface ProofResult {
    /** Bound to the account from now on. */
    record Proved(long personKey) implements ProofResult {}

    /** Name and number are right; the account's phone is not among the person's. A window can record it. */
    record PhoneUnknown() implements ProofResult {}

    /** No resident has this name and number together. Whether the number alone is known is not told. */
    record NotFound() implements ProofResult {}

    /** Five wrong tries within the hour. */
    record TooManyTries() implements ProofResult {}

    /** @param message why not, as the page says it */
    record Refused(String message) implements ProofResult {}
}
