package org.kangcheng.programme;

import org.kangcheng.programme.DutyTable.Duty;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * Every duty is counted once as a member; then by its reason if it is excluded, and otherwise by the day it opens and the
 * day it is due. Not yet due, due and late follow from the days.
 */
@Component
class Counting {
    private final Tally tally;

    Counting(Tally tally) {
        this.tally = tally;
    }

    void add(String area, Duty duty) {
        count(area, duty, 1);
    }

    void remove(String area, Duty duty) {
        count(area, duty, -1);
    }

    private void count(String area, Duty duty, int n) {
        int service = duty.serviceNo();
        tally.add(members(service), area, Tally.NO_DAY, n);
        if (duty.excluded() != null) {
            tally.add(excluded(service, duty.excluded()), area, Tally.NO_DAY, n);
        } else {
            tally.add(opens(service), area, duty.window().opens(), n);
            tally.add(due(service), area, duty.window().due(), n);
        }
    }

    static String members(int serviceNo) {
        return "programme." + serviceNo + ".members";
    }

    static String excluded(int serviceNo, Exclusion reason) {
        return "programme." + serviceNo + ".excluded." + reason.name();
    }

    static String opens(int serviceNo) {
        return "programme." + serviceNo + ".opens";
    }

    static String due(int serviceNo) {
        return "programme." + serviceNo + ".due";
    }

    /** Deliveries, by the day they were made. */
    static String delivered(int serviceNo) {
        return "programme." + serviceNo + ".delivered";
    }

    /** Those of them that the form graded so. */
    static String graded(int serviceNo, String grade) {
        return "programme." + serviceNo + ".graded." + grade;
    }

    /** Of each person's graded deliveries of a calendar year the latest, on its day. */
    static String latest(int serviceNo, String grade) {
        return "programme." + serviceNo + ".latest." + grade;
    }

    /** What residents have not confirmed, by what they say of it; of no day. */
    static String unconfirmed(int serviceNo, Confirm.State state) {
        return "programme." + serviceNo + ".unconfirmed." + state.name();
    }
}
