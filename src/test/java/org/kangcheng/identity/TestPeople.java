package org.kangcheng.identity;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Invented people for tests: each with an ID number of her own in a region that does not exist. */
public final class TestPeople {
    public static final String VILLAGE = "371502001001";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPeople() {}

    public static NewPerson someone() {
        return called("测试员");
    }

    /** Born on a day of her own, so that nobody else in a test run is like her. */
    public static NewPerson called(String name) {
        return livingIn(name, VILLAGE);
    }

    public static NewPerson livingIn(String name, String village) {
        int count = COUNT.incrementAndGet();
        LocalDate birth = LocalDate.of(1940, 1, 1).plusDays(count);
        return new NewPerson(
                name,
                Sex.FEMALE,
                birth,
                village,
                "01",
                idNumber(birth, Sex.FEMALE, count % 499),
                "1390000" + String.format("%04d", count),
                "幸福路1号",
                true,
                "TEST");
    }

    /**
     * A man of an age that no shipped programme asks for, whichever of them other tests have put in force, and however many
     * people they have made.
     */
    public static NewPerson young(String name, String village) {
        int count = COUNT.incrementAndGet();
        LocalDate birth = LocalDate.of(1998, 1, 1).plusDays(count % 2_000);
        return new NewPerson(
                name,
                Sex.MALE,
                birth,
                village,
                "01",
                idNumber(birth, Sex.MALE, count % 499),
                "1390000" + String.format("%04d", count),
                "幸福路1号",
                true,
                "TEST");
    }

    /** @param nth 0 to 498: the sequence number is 2n + 1 or 2n + 2 */
    public static String idNumber(LocalDate birth, Sex sex, int nth) {
        int sequence = nth * 2 + (sex == Sex.MALE ? 1 : 2);
        String body = "371599" + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + String.format("%03d", sequence);
        return body + NationalId.check(body);
    }
}
