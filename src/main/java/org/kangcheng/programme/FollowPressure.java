package org.kangcheng.programme;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.PressureFiled;
import org.kangcheng.record.PressureWithdrawn;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * 别处测的血压: a pressure in the record, whoever filed it, is an event of the resident, by which a programme may hold a
 * measurement to be done. A high one (国家基本公共卫生服务规范: 140/90 mmHg) is none: it asks for the next within two weeks, as one
 * of the village doctor's own does. One a day is kept, however often a ward measures. In the transaction of the filing.
 */
@Component
class FollowPressure {
    static final String TAKEN = "PRESSURE_TAKEN";

    /** As long as a visit within a year after it is seen by rules: what was met is not open again before. */
    static final int DAYS = 2 * FollowCare.DAYS;

    private static final BigDecimal HIGH_SYSTOLIC = BigDecimal.valueOf(140);
    private static final BigDecimal HIGH_DIASTOLIC = BigDecimal.valueOf(90);

    private final Facts facts;
    private final Clock clock;

    FollowPressure(Facts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    @EventListener
    void on(PressureFiled filed) {
        LocalDate today = CityTime.today(clock);
        LocalDate until = filed.on().plusDays(DAYS);
        long key = filed.entry().shard();
        boolean counts = !isHigh(filed.systolic(), filed.diastolic())
                && until.isAfter(today)
                && !filed.on().isAfter(today);
        if (counts && !facts.isToldOn(key, FactKind.EVENT, TAKEN, filed.on())) {
            facts.tell(key, FactKind.EVENT, TAKEN, filed.on(), until, source(filed.entry()));
        }
    }

    @EventListener
    void on(PressureWithdrawn withdrawn) {
        facts.withdraw(withdrawn.entry().shard(), source(withdrawn.entry()));
    }

    private static boolean isHigh(BigDecimal systolic, @Nullable BigDecimal diastolic) {
        return systolic.compareTo(HIGH_SYSTOLIC) >= 0
                || (diastolic != null && diastolic.compareTo(HIGH_DIASTOLIC) >= 0);
    }

    private static String source(EntryId entry) {
        return "RECORD/" + entry;
    }
}
