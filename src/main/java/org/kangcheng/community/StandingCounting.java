package org.kangcheng.community;

import java.time.LocalDate;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * What stands from a day to a day (half-open) is counted on both: how many stand on a day is what began less what ended, as
 * contracts are counted.
 */
@Component
class StandingCounting {
    enum What {
        /** At their institution. */
        TEAMS("community.teams"),
        /** At their team's institution; who is in two teams is counted in each. */
        MEMBERS("community.members"),
        /** At theirs. */
        STATIONS("community.stations"),
        /** Where she lived when she was registered. */
        CAREGIVERS("community.caregivers"),
        /** Where she who is cared for lived when the plan was made. */
        PLANS("community.plans"),
        /** Households that somebody helps, where they are. */
        HELPED("community.helped");

        private final String series;

        What(String series) {
            this.series = series;
        }

        String begins() {
            return series + ".begins";
        }

        String ends() {
            return series + ".ends";
        }
    }

    /** Days of stations in the calendar, at their institution; nothing takes them out. */
    static final String STATION_DAYS = "community.station-days";

    private final Tally tally;

    StandingCounting(Tally tally) {
        this.tally = tally;
    }

    void begins(What what, String place, LocalDate on) {
        tally.add(what.begins(), place, on, 1);
    }

    /** @param n how many of them end; nothing is written of none */
    void ends(What what, String place, LocalDate on, int n) {
        if (n > 0) {
            tally.add(what.ends(), place, on, n);
        }
    }

    void stationDay(long institutionId, LocalDate day) {
        tally.add(STATION_DAYS, Tally.institution(institutionId), day, 1);
    }
}
