package org.kangcheng.survey;

import org.kangcheng.kernel.Refusal;

/** What became of a rating. */
public sealed interface RateResult {
    record Rated(Rating rating) implements RateResult {}

    /** The visit is not hers (which looks as if it were not there), is not finished, or is rated already. */
    record NotRated(Refusal refusal) implements RateResult {}
}
