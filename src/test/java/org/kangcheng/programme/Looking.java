package org.kangcheng.programme;

import java.time.Clock;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** For stories of other modules: shipped programmes in force, and everybody looked at again at once. */
@Component
public class Looking {
    private final ShippedProgrammes shipped;
    private final Programmes programmes;
    private final Keeping keeping;
    private final Tally tally;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Looking(
            ShippedProgrammes shipped,
            Programmes programmes,
            Keeping keeping,
            Tally tally,
            Clock clock,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.shipped = shipped;
        this.programmes = programmes;
        this.keeping = keeping;
        this.tally = tally;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** As if so many members of a place were late with a service since yesterday, in the counts alone; closing takes it back. */
    public AutoCloseable late(String programmeId, String serviceId, String areaCode, int people) {
        InForce programme = programmes.find(programmeId).orElseThrow();
        int no = programme.number(programme.programme().service(serviceId).orElseThrow());
        count(no, areaCode, people);
        return () -> count(no, areaCode, -people);
    }

    private void count(int serviceNo, String areaCode, int people) {
        transaction.executeWithoutResult(_ -> {
            tally.add(Counting.members(serviceNo), areaCode, Tally.NO_DAY, people);
            tally.add(Counting.due(serviceNo), areaCode, CityTime.today(clock).minusDays(1), people);
        });
    }

    public void shipped() {
        shipped.ensure();
    }

    /** Until nobody waits, and nobody is being looked at by the platform itself. */
    public void again() {
        while (keeping.lookAtSome() > 0) {
            Thread.onSpinWait();
        }
        transaction.executeWithoutResult(
                _ -> jdbc.sql("lock table programme.stale in share mode").update());
    }
}
