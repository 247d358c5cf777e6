package org.kangcheng.card;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NationalId;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.Sex;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;

/** People for the card's tests, each new, in the unassigned region 371599; and who works with their cards. */
@Component
class CardHolders {
    static final Actor CITY = Actor.system("测试");

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Enrolments enrolments;
    private final Institutions institutions;
    private final Areas areas;

    CardHolders(Enrolments enrolments, Institutions institutions, Areas areas) {
        this.enrolments = enrolments;
        this.institutions = institutions;
        this.areas = areas;
    }

    long verified() {
        return verified(village(0));
    }

    long verified(String village) {
        return enrol(person(village, true, true));
    }

    long unverified() {
        return enrol(person(village(0), true, false));
    }

    long withoutDocument() {
        return enrol(person(village(0), false, false));
    }

    /** Of whom nobody knows where she lives. */
    long met(String village) {
        return ((EnrolResult.Enrolled) enrolments.enrolOfUnknownHome(CITY, person(village, true, true))).personKey();
    }

    long enrol(NewPerson person) {
        return switch (enrolments.enrol(CITY, person)) {
            case EnrolResult.Enrolled enrolled -> enrolled.personKey();
            case EnrolResult other -> throw new IllegalStateException(other.toString());
        };
    }

    /** A man whom nobody has met yet: another day of birth each time, so no two have a number or a case in common. */
    static NewPerson person(String village, boolean document, boolean verified) {
        int n = NEXT.incrementAndGet();
        LocalDate birth = LocalDate.of(1950, 1, 1).plusDays(n);
        String body = "371599" + birth.toString().replace("-", "") + "001";
        String number = document ? body + NationalId.check(body) : null;
        String name = "测" + (char) ('一' + n);
        return new NewPerson(
                name, Sex.MALE, birth, village, document ? "01" : "99", number, null, null, verified, "WINDOW");
    }

    String village(int n) {
        return List.copyOf(areas.villages()).get(n).code();
    }

    Institution hospital(int n) {
        return institutions.list(Institution.Kind.HOSPITAL, "").get(n);
    }

    Actor doctor(int hospital) {
        Institution works = hospital(hospital);
        return staff(Role.DOCTOR, works.institutionId(), null);
    }

    static Actor officer(String area) {
        return staff(Role.CARD_OFFICER, null, area);
    }

    static Actor staff(Role role, @Nullable Long institutionId, @Nullable String area) {
        return new Actor(
                Actor.Kind.STAFF,
                "7",
                role.label(),
                java.util.Set.of(role),
                institutionId,
                null,
                null,
                area,
                null,
                false);
    }

    ReadingAt registration(int hospital) {
        return new ReadingAt(hospital(hospital).institutionId(), null, CareStep.REGISTRATION, CareChannel.COUNTER);
    }
}
