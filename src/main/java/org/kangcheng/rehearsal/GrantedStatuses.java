package org.kangcheng.rehearsal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.kangcheng.identity.StatusKind;
import org.kangcheng.rehearsal.Resident.Granted;

/** Statuses in plausible shares (invented, no statistics): poverty is a household's, disability grows with age. */
final class GrantedStatuses {
    private static final LocalDate CAMPAIGN = LocalDate.of(2014, 1, 1);
    private static final int CAMPAIGN_DAYS = 2_500;
    private static final int PERMILLE = 1000;

    private final RandomGenerator random;
    private boolean poor;
    private boolean minimumLiving;

    GrantedStatuses(RandomGenerator random) {
        this.random = random;
    }

    /** To be called before the first member of each household. */
    void nextHousehold() {
        poor = chance(21);
        minimumLiving = chance(poor ? 400 : 8);
    }

    List<Granted> of(Household.Member member) {
        List<Granted> granted = new ArrayList<>(0);
        int age = member.age();
        add(granted, poor, StatusKind.POVERTY_REGISTRATION, member);
        add(granted, minimumLiving, StatusKind.MINIMUM_LIVING, member);
        add(granted, chance(age < 18 ? 6 : age < 60 ? 18 : 55), StatusKind.DISABILITY, member);
        add(granted, age >= 65 && chance(9), StatusKind.DESTITUTE, member);
        add(granted, age >= 60 && chance(12), StatusKind.VETERAN_CARE, member);
        add(granted, age >= 50 && chance(2), StatusKind.BEREAVED_ONLY_CHILD_FAMILY, member);
        return granted;
    }

    private void add(List<Granted> granted, boolean holds, StatusKind kind, Household.Member member) {
        if (holds) {
            LocalDate day = CAMPAIGN.plusDays(random.nextInt(CAMPAIGN_DAYS));
            granted.add(new Granted(kind, day.isBefore(member.birthDate()) ? member.birthDate() : day));
        }
    }

    private boolean chance(int permille) {
        return random.nextInt(PERMILLE) < permille;
    }
}
