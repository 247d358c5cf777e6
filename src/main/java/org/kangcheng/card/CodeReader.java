package org.kangcheng.card;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.card.ReadResult.NotRead;
import org.springframework.stereotype.Component;

/**
 * 识读, 验码: turns a code into its holder. Called outside a transaction, the use record is on disk before the answer is
 * given; inside one, it stands and falls with it. No appointment is needed: departments without registration read too.
 */
@Component
public class CodeReader {
    private final ReadStatement statement;
    private final Validity validity;
    private final Clock clock;
    private final Timer timer;

    CodeReader(ReadStatement statement, Validity validity, Clock clock, MeterRegistry meters) {
        this.statement = statement;
        this.validity = validity;
        this.clock = clock;
        this.timer = meters.timer("card.read");
    }

    /**
     * Reads one code for {@code actor}, who must work for the institution that reads.
     *
     * @param codeText as scanned, typed or pasted
     */
    public ReadResult read(Actor actor, String codeText, ReadingAt at) {
        if (!actor.coversInstitution(at.institutionId())) {
            return new NotRead(CardRefusals.OUT_OF_SCOPE.refusal());
        }
        return Objects.requireNonNull(timer.record(() -> read(actor, codeText, at, clock.instant())));
    }

    private ReadResult read(Actor actor, String codeText, ReadingAt at, Instant now) {
        Optional<CodeText> code = CodeText.parse(codeText);
        return code.isEmpty() ? refuse(CardRefusals.CODE_MALFORMED, at, now) : read(actor, code.get(), at, now);
    }

    private ReadResult read(Actor actor, CodeText code, ReadingAt at, Instant now) {
        String sealed = code.validity();
        if (sealed == null) {
            return statement.read(actor, code, null, at, now);
        }
        Validity.Opened opened = validity.open(sealed).orElse(null);
        if (opened == null) {
            return refuse(CardRefusals.CODE_FORGED, at, now);
        }
        return opened.withdrawn()
                ? refuse(CardRefusals.KEY_WITHDRAWN, at, now)
                : statement.read(actor, code, opened.until(), at, now);
    }

    private NotRead refuse(CardRefusals reason, ReadingAt at, Instant now) {
        statement.count(reason, at, now);
        return new NotRead(reason.refusal());
    }
}
