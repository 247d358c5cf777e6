package org.kangcheng.card;

import org.kangcheng.kernel.Refusal;

/** 申领结果. */
public sealed interface IssueResult {
    record Issued(HealthCard card) implements IssueResult {}

    /** The person had a card already, and keeps it: whoever asks twice gets the same one. */
    record AlreadyHeld(HealthCard card) implements IssueResult {}

    record NotIssued(Refusal refusal) implements IssueResult {}
}
