package org.kangcheng.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.Slots;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * 演练日: a crowd of residents lives a day, each by chance and with the usual mishaps. The seed gives each the same dice;
 * who comes first is for the machine to say.
 */
final class RehearsedDay {
    private static final Logger LOG = LoggerFactory.getLogger(RehearsedDay.class);
    private static final LocalTime BEGIN = LocalTime.of(6, 55);
    /** Residents begin their day within this long. */
    private static final Duration MORNING = Duration.ofMinutes(50);

    private static final Duration EARLY = Duration.ofMinutes(4);
    private static final int COME_FOR_THE_RELEASE = 6;

    private static final int RESIDENTS_A_TEAM = 100;
    private static final int FEWEST_TEAMS = 3;
    private static final int TEAMS_A_PHONE = 3;

    private static final int RESIDENTS_A_CALL = 20;
    private static final int FEWEST_CALLS = 10;

    private static final int FIRST_HOUR = 9;
    private static final int LAST_HOUR = 22;

    private final HandClock clock;
    private final CityPlan plan;
    private final Calls calls;
    private final Figures figures;
    private final Acknowledged kept;
    private final ResidentDay residentDay;
    private final FieldDay fieldDay;
    private final PhoneDay phoneDay;
    private final OfficeDay officeDay;
    private final StewardDay stewardDay;
    private final BringToAnEnd bringToAnEnd;
    private final Appointments appointments;
    private final Slots slots;
    private final Institutions institutions;
    private final Areas areas;
    private final List<Contest> contests = new ArrayList<>();

    RehearsedDay(
            ApplicationContext beans, HandClock clock, CityPlan plan, Calls calls, Figures figures, Acknowledged kept) {
        this.clock = clock;
        this.plan = plan;
        this.calls = calls;
        this.figures = figures;
        this.kept = kept;
        this.residentDay = beans.getBean(ResidentDay.class);
        this.fieldDay = beans.getBean(FieldDay.class);
        this.phoneDay = beans.getBean(PhoneDay.class);
        this.officeDay = beans.getBean(OfficeDay.class);
        this.stewardDay = beans.getBean(StewardDay.class);
        this.bringToAnEnd = beans.getBean(BringToAnEnd.class);
        this.appointments = beans.getBean(Appointments.class);
        this.slots = beans.getBean(Slots.class);
        this.institutions = beans.getBean(Institutions.class);
        this.areas = beans.getBean(Areas.class);
    }

    /** Returns in the evening. */
    void live(int residents, long seed) throws InterruptedException {
        List<Long> people = people(residents);
        SplittableRandom dice = new SplittableRandom(seed);
        Instant morning = CityTime.instant(CityTime.today(clock).atTime(BEGIN));
        clock.start(() -> markNoShows());
        teams(Math.max(FEWEST_TEAMS, residents / RESIDENTS_A_TEAM), dice.split(), morning);
        offices(Math.max(FEWEST_CALLS, residents / RESIDENTS_A_CALL), people, dice.split(), morning);
        for (int n = 0; n < people.size(); n++) {
            int number = n;
            SplittableRandom own = dice.split();
            Doing doing = new Doing(people.get(n), calls, kept, clock::pause, own);
            clock.start(() -> live(doing, number, morning));
        }
        clock.runUntilAllAreDone();
        contests.stream()
                .filter(contest -> contest.winners() != 1)
                .forEach(contest -> figures.fault("一个号有 %d 人抢到".formatted(contest.winners())));
    }

    /**
     * Village doctors who go from door to door: of the demonstration's own town and on from there. Every third carries a phone
     * that speaks to the platform through its own door.
     */
    private void teams(int most, SplittableRandom dice, Instant morning) {
        List<Actor> doctors = institutions.list(Institution.Kind.VILLAGE_CLINIC, "").stream()
                .flatMap(clinic -> fieldDay.doctor(clinic).stream())
                .limit(most)
                .toList();
        for (int n = 0; n < doctors.size(); n++) {
            Actor doctor = doctors.get(n);
            boolean byPhone = n % TEAMS_A_PHONE == 0;
            SplittableRandom own = dice.split();
            Doing doing = new Doing(0, calls, kept, clock::pause, own);
            clock.start(() -> guarded(() -> {
                clock.until(morning.plus(Duration.ofMinutes(own.nextLong(60, 150))));
                if (byPhone) {
                    phoneDay.live(doing, doctor, figures);
                } else {
                    fieldDay.live(doing, doctor, figures);
                }
            }));
        }
    }

    /** Calls, inspections, tasks, licences, corrections and what comes to its end over the working day: of ten, five are calls. */
    private void offices(int most, List<Long> people, SplittableRandom dice, Instant morning) {
        for (int n = 0; n < most; n++) {
            int number = n;
            SplittableRandom own = dice.split();
            Doing doing = new Doing(0, calls, kept, clock::pause, own);
            clock.start(() -> guarded(() -> {
                clock.until(morning.plus(Duration.ofMinutes(own.nextLong(60, 360))));
                switch (number % 10) {
                    case 0 -> officeDay.inspect(doing, figures);
                    case 1 -> officeDay.closeATask(doing, figures);
                    case 2 -> officeDay.decideALicence(doing, figures);
                    case 3 -> bringToAnEnd.all(doing, figures);
                    case 4 -> stewardDay.check(doing, people, figures);
                    default -> officeDay.answerACall(doing, figures);
                }
            }));
        }
    }

    /** Holders of cards from all over the city: every so-manieth. */
    private List<Long> people(int residents) {
        int step = Math.max(1, plan.cards() / Math.max(1, residents));
        List<Long> people = new ArrayList<>();
        Residents all = new Residents(plan, List.copyOf(areas.all()));
        for (int cards = 0; all.hasNext() && people.size() < residents; ) {
            Resident next = all.next();
            if (next.holdsCard() && cards++ % step == 0) {
                people.add(next.personKey());
            }
        }
        return people;
    }

    private void live(Doing doing, int number, Instant morning) {
        guarded(() -> {
            int drawn = doing.random().nextInt(100);
            // Who wants what is released this morning is up before; the others follow.
            Duration spread = drawn < COME_FOR_THE_RELEASE ? EARLY : MORNING;
            clock.until(morning.plus(Duration.ofMillis(doing.random().nextLong(spread.toMillis()))));
            if (number % 50 < 2) {
                residentDay.contend(doing, contest(number / 50), figures);
            } else {
                spend(doing, drawn);
            }
        });
    }

    /** A day that breaks off is counted, and the others go on. */
    private void guarded(Runnable day) {
        try {
            day.run();
        } catch (Refused refused) {
            figures.happened("中途被拒:" + refused.refusal().code());
        } catch (RuntimeException e) {
            LOG.error("A day broke off", e);
            figures.fault(e.getClass().getSimpleName());
        }
    }

    /** How many do what, in percent. */
    private void spend(Doing doing, int drawn) {
        if (drawn < COME_FOR_THE_RELEASE) {
            residentDay.comeForTheRelease(doing, figures);
        } else if (drawn < 18) {
            residentDay.bookAhead(doing, figures);
        } else if (drawn < 22) {
            residentDay.goWithoutNumber(doing, figures);
        } else if (drawn < 50) {
            residentDay.walkIn(doing, figures);
        } else {
            residentDay.bookAndCome(doing, figures);
        }
    }

    /** Numbers 0 and 1 of each fifty meet. */
    private Contest contest(int pair) {
        synchronized (contests) {
            List<Institution> hospitals = calls.aside(() -> institutions.list(Institution.Kind.HOSPITAL, ""));
            while (contests.size() <= pair) {
                Institution at = hospitals.get(contests.size() % hospitals.size());
                contests.add(new Contest(slots, at.institutionId(), contests.size() / hospitals.size()));
            }
            return contests.get(pair);
        }
    }

    /** As the platform's own timer does every few minutes, in the city's time. */
    private void markNoShows() {
        for (int hour = FIRST_HOUR; hour <= LAST_HOUR; hour++) {
            clock.until(CityTime.instant(CityTime.today(clock).atTime(hour, 0)));
            int missed = calls.aside(() -> appointments.markNoShows(CityTime.today(clock)));
            for (int n = 0; n < missed; n++) {
                figures.happened("标记爽约");
            }
        }
    }
}
