package org.kangcheng.portal;

import java.time.Duration;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A listener that failed, since it met a deadlock or the database went away, is called again after a while and not at
 * the next start alone. Listeners may run twice.
 */
@Component
class FailedListeners {
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final int AT_ONCE = 100;

    private final FailedEventPublications failed;

    FailedListeners(FailedEventPublications failed) {
        this.failed = failed;
    }

    @Scheduled(fixedDelay = 10_000)
    void callAgain() {
        failed.resubmit(ResubmissionOptions.defaults().withMinAge(AFTER).withBatchSize(AT_ONCE));
    }
}
