package org.kangcheng.card;

import org.kangcheng.kernel.Refusal;

/** What became of a card that was to be changed. */
public sealed interface CardResult {
    record Changed(HealthCard card) implements CardResult {}

    record NotChanged(Refusal refusal) implements CardResult {}
}
