package org.kangcheng.rehearsal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.BookResult;
import org.kangcheng.booking.ChangeResult;
import org.kangcheng.encounter.Outcome;
import org.kangcheng.governance.Items;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.payment.PayResult;
import org.kangcheng.programme.FieldWork;
import org.kangcheng.survey.RateResult;

/** The no in the modules' various answers. */
final class Refusals {
    private Refusals() {}

    static Optional<Refusal> of(@Nullable Object answer) {
        return switch (answer) {
            case Outcome.NotDone<?>(Refusal refusal) -> Optional.of(refusal);
            case BookResult.NotBooked no -> Optional.of(no.refusal());
            case ChangeResult.NotChanged(Refusal refusal) -> Optional.of(refusal);
            case PayResult.NotPayable(Refusal refusal) -> Optional.of(refusal);
            case RateResult.NotRated(Refusal refusal) -> Optional.of(refusal);
            case FieldWork.Answer.NotDone(Refusal refusal) -> Optional.of(refusal);
            case Items.Outcome.Refused(Refusal refusal, var _) -> Optional.of(refusal);
            case null, default -> Optional.empty();
        };
    }
}
