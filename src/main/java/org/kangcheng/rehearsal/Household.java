package org.kangcheng.rehearsal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.kangcheng.identity.Sex;

/** 户: one to six or seven people who live together. The first is its head. */
final class Household {
    /** @param age whole years on {@link CityPlan#DAY} */
    record Member(String name, Sex sex, LocalDate birthDate, int age) {
        /** Born within the last two months. */
        boolean newborn() {
            return birthDate.isAfter(CityPlan.DAY.minusDays(60));
        }
    }

    /** Weights in percent, chosen so that ages and sizes come out near the census of 2020 (a test holds them there). */
    private enum Kind {
        ELDER(11),
        ELDERS(15),
        SINGLE(8),
        COUPLE(11),
        FAMILY(33),
        THREE_GENERATIONS(16),
        LONE_PARENT(6);

        private final int percent;

        Kind(int percent) {
            this.percent = percent;
        }

        static Kind pick(RandomGenerator random) {
            int left = random.nextInt(100);
            for (Kind kind : values()) {
                left -= kind.percent;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("the weights do not add up to 100");
        }
    }

    private final RandomGenerator random;
    private final String surname;
    final List<Member> members = new ArrayList<>();

    private Household(RandomGenerator random) {
        this.random = random;
        this.surname = Names.surname(random);
    }

    static Household next(RandomGenerator random) {
        Household household = new Household(random);
        household.fill(Kind.pick(random));
        return household;
    }

    private void fill(Kind kind) {
        switch (kind) {
            case ELDER -> add(random.nextInt(100) < 38 ? Sex.MALE : Sex.FEMALE, between(64, 94));
            case ELDERS -> couple(between(58, 86));
            case SINGLE -> add(random.nextInt(100) < 58 ? Sex.MALE : Sex.FEMALE, between(19, 50));
            case COUPLE -> couple(between(25, 60));
            case FAMILY -> family(between(24, 52));
            case THREE_GENERATIONS -> {
                int age = between(25, 48);
                family(age);
                grandparents(age + between(22, 30));
            }
            case LONE_PARENT -> {
                int age = between(27, 62);
                Sex sex = random.nextInt(100) < 30 ? Sex.MALE : Sex.FEMALE;
                add(sex, age);
                child(age - between(20, 33));
            }
        }
    }

    private void couple(int age) {
        add(Sex.MALE, age);
        add(Names.surname(random), Sex.FEMALE, Math.max(20, age - between(-2, 4)));
    }

    private void family(int age) {
        couple(age);
        int drawn = random.nextInt(100);
        int children = drawn < 45 ? 1 : drawn < 91 ? 2 : 3;
        int eldest = age - between(22, 31);
        for (int n = 0; n < children; n++) {
            child(eldest - n * between(2, 5));
        }
    }

    /** Born already, or not to be one: a negative age is a child that this family has not yet. */
    private void child(int age) {
        if (age >= 0) {
            add(random.nextInt(207) < 107 ? Sex.MALE : Sex.FEMALE, age);
        }
    }

    private void grandparents(int age) {
        int drawn = random.nextInt(100);
        if (drawn < 70) {
            add(Sex.MALE, age);
        }
        if (drawn >= 35) {
            add(Names.surname(random), Sex.FEMALE, age - between(-2, 4));
        }
    }

    private void add(Sex sex, int age) {
        add(surname, sex, age);
    }

    private void add(String family, Sex sex, int age) {
        LocalDate birthDate = CityPlan.DAY.minusYears(age).minusDays(random.nextInt(365));
        members.add(new Member(family + Names.given(sex == Sex.MALE, random), sex, birthDate, age));
    }

    /** Both ends included. */
    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
