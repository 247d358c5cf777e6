package org.kangcheng.rehearsal;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.kangcheng.identity.NationalId;
import org.kangcheng.identity.Sex;

/**
 * Gives out ID numbers (公民身份号码) of the unassigned region 371599, where no real person can be met; each once. Of a
 * day's 1000 sequence numbers the generator uses 960, in an order that looks accidental; the ends of the range stay free
 * for numbers that people make up by hand. A day that is used up passes its next child to the day before.
 */
final class IdNumbers {
    static final String REGION = "371599";
    static final int A_DAY_AND_SEX = 480;

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final int FIRST_PAIR = 10;
    /** Has no factor in common with {@link #A_DAY_AND_SEX}, so its multiples pass through all of them. */
    private static final int STRIDE = 247;

    record Numbered(LocalDate birthDate, String number) {
        @Override
        public String toString() {
            return "Numbered[…]";
        }
    }

    private final short[] men;
    private final short[] women;

    /** @param lastDay nobody is born later */
    IdNumbers(LocalDate lastDay) {
        int days = day(lastDay) + 1;
        men = new short[days];
        women = new short[days];
    }

    Numbered next(LocalDate birthDate, Sex sex) {
        short[] given = sex == Sex.MALE ? men : women;
        int day = day(birthDate);
        while (given[day] == A_DAY_AND_SEX) {
            day--;
        }
        int pair = FIRST_PAIR + (given[day]++ * STRIDE + day * 131) % A_DAY_AND_SEX;
        return numbered(FIRST_DAY.plusDays(day), 2 * pair + (sex == Sex.MALE ? 1 : 0));
    }

    private static Numbered numbered(LocalDate birthDate, int sequence) {
        String body = REGION + DateTimeFormatter.BASIC_ISO_DATE.format(birthDate) + "%03d".formatted(sequence);
        return new Numbered(birthDate, body + NationalId.check(body));
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay() - FIRST_DAY.toEpochDay());
    }
}
