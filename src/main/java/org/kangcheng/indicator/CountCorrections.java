package org.kangcheng.indicator;

import java.util.Locale;
import org.kangcheng.identity.DetailChanged;
import org.kangcheng.tally.Tally;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts each detail of a resident that is changed, in the transaction of the change; {@code identity} stands below the tally. */
@Component
class CountCorrections {
    private final Tally tally;

    CountCorrections(Tally tally) {
        this.tally = tally;
    }

    @EventListener
    void on(DetailChanged changed) {
        tally.add(series(changed.kind()), changed.areaCode(), changed.on(), 1);
    }

    static String series(DetailChanged.Kind kind) {
        return "people." + kind.name().toLowerCase(Locale.ROOT);
    }
}
