package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.BookResult;
import org.kangcheng.booking.Booking;
import org.kangcheng.booking.ChangeResult;
import org.kangcheng.booking.SessionId;
import org.kangcheng.booking.SessionOffer;
import org.kangcheng.booking.Sessions;
import org.kangcheng.booking.SlotId;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.terminology.CareChannel;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What a resident may do with a day. */
@Component
@Profile("!production")
class ResidentDay {
    private static final int TRIES = 3;
    private static final LocalTime DOORS_OPEN = LocalTime.of(8, 0);
    private static final LocalTime LAST_WALK_IN = LocalTime.of(16, 0);

    private static final VisitWalk.Care BOOKED = new VisitWalk.Care(60, 70, 50);
    private static final VisitWalk.Care WALKED_IN = new VisitWalk.Care(50, 70, 40);
    private static final VisitWalk.Care WITHOUT_NUMBER = new VisitWalk.Care(20, 20, 20);

    private final Sessions sessions;
    private final Appointments appointments;
    private final Places places;
    private final VisitWalk walk;
    private final Clock clock;

    ResidentDay(Sessions sessions, Appointments appointments, Places places, VisitWalk walk, Clock clock) {
        this.sessions = sessions;
        this.appointments = appointments;
        this.places = places;
        this.walk = walk;
        this.clock = clock;
    }

    /** Books for today and comes. */
    void bookAndCome(Doing doing, Figures figures) {
        Optional<Appointment> booked = book(doing, today(), today());
        if (booked.isEmpty()) {
            figures.happened("今天没约上号");
            return;
        }
        Appointment appointment = booked.get();
        if (doing.chance(9)) {
            figures.happened("约了没来");
            return;
        }
        waitUntil(
                doing,
                appointment.startsAt().minusSeconds(60L * (5 + doing.random().nextInt(30))));
        Place place = doing.calls().aside(() -> placeOf(appointment));
        walk.checkIn(doing, place);
        doing.pause(5, 25);
        walk.beSeen(doing, place, BOOKED);
        figures.happened("预约就诊");
    }

    /** Books for one of the next days; some think better of it. */
    void bookAhead(Doing doing, Figures figures) {
        Optional<Appointment> booked = book(doing, today().plusDays(1), today().plusDays(6));
        if (booked.isEmpty()) {
            return;
        }
        figures.happened("预约后几天");
        if (doing.chance(40)) {
            doing.pause(5, 300);
            cancel(doing, booked.get());
        }
    }

    /** Wants a number of the day whose numbers are released this morning, and asks before and after. */
    void comeForTheRelease(Doing doing, Figures figures) {
        LocalDate day = today().plusDays(7);
        if (book(doing, day, day).isEmpty()) {
            waitUntil(doing, CityTime.instant(today().atTime(7, 0)));
            book(doing, day, day).ifPresent(_ -> figures.happened("放号时约上"));
        }
    }

    /** Comes without a number. */
    void walkIn(Doing doing, Figures figures) {
        int minutes = (int) DOORS_OPEN.until(LAST_WALK_IN, ChronoUnit.MINUTES);
        waitUntil(
                doing,
                CityTime.instant(
                        today().atTime(DOORS_OPEN.plusMinutes(doing.random().nextInt(minutes)))));
        Place place = doing.calls().aside(() -> places.clinic(doing.random()));
        walk.register(doing, place);
        doing.pause(5, 60);
        walk.beSeen(doing, place, WALKED_IN);
        figures.happened("现场挂号就诊");
    }

    /** Goes straight to a department that gives no numbers. */
    void goWithoutNumber(Doing doing, Figures figures) {
        doing.pause(120, 420);
        Place place = doing.calls().aside(() -> places.withoutNumbers(doing.random()));
        walk.beSeen(doing, place, WITHOUT_NUMBER);
        figures.happened("无号科室就诊");
    }

    /** Wants one certain number that somebody else wants too. */
    void contend(Doing doing, Contest contest, Figures figures) {
        waitUntil(doing, CityTime.instant(today().atTime(7, 30)));
        SlotId slot = doing.calls().aside(contest::slot);
        Booking booking = Booking.of(slot, doing.personKey(), CareChannel.MINI_PROGRAM, doing.requestKey());
        if (doing.calls().make(CareStage.BOOK, () -> appointments.book(booking))
                instanceof BookResult.Booked(Appointment appointment)) {
            doing.kept().booked(appointment.id());
            contest.won();
            figures.happened("抢到最后一个号");
        } else {
            figures.happened("没抢到最后一个号");
        }
    }

    private Optional<Appointment> book(Doing doing, LocalDate from, LocalDate to) {
        for (int tried = 0; tried < TRIES; tried++) {
            List<SessionOffer> offers = offers(doing, from, to);
            if (!offers.isEmpty()) {
                SessionId wanted = offers.get(doing.random().nextInt(offers.size()))
                        .session()
                        .id();
                if (ask(doing, wanted) instanceof BookResult.Booked(Appointment appointment)) {
                    doing.kept().booked(appointment.id());
                    return Optional.of(appointment);
                }
            }
            doing.pause(0, 3);
        }
        return Optional.empty();
    }

    /** Sessions that have not begun, full ones too: what a page showed a minute ago may be gone. */
    private List<SessionOffer> offers(Doing doing, LocalDate from, LocalDate to) {
        Place place = doing.calls().aside(() -> places.clinic(doing.random()));
        long institution = place.institution().institutionId();
        long department = place.department().departmentId();
        Instant soon = clock.instant().plus(Duration.ofMinutes(45));
        return doing.calls().make(CareStage.OFFERS, () -> sessions.find(institution, department, from, to)).stream()
                .filter(offer ->
                        offer.session().open() && offer.session().startsAt().isAfter(soon))
                .toList();
    }

    private BookResult ask(Doing doing, SessionId session) {
        Booking booking = Booking.next(session, doing.personKey(), CareChannel.SERVICE_ACCOUNT, doing.requestKey());
        return doing.chance(10)
                ? doing.calls().twice(CareStage.BOOK, () -> appointments.book(booking), ResidentDay::twoNumbers)
                : doing.calls().make(CareStage.BOOK, () -> appointments.book(booking));
    }

    private static boolean twoNumbers(BookResult one, BookResult other) {
        return one instanceof BookResult.Booked(Appointment first)
                && other instanceof BookResult.Booked(Appointment second)
                && !first.id().equals(second.id());
    }

    private void cancel(Doing doing, Appointment appointment) {
        ChangeResult result = doing.calls()
                .make(CareStage.CANCEL, () -> appointments.cancel(doing.personKey(), appointment.id(), "临时有事"));
        if (result instanceof ChangeResult.Changed) {
            doing.kept().cancelled(appointment.id());
        }
    }

    private Place placeOf(Appointment appointment) {
        Long practitioner = sessions.find(new SessionId(
                        appointment.slot().institutionId(), appointment.slot().sessionId()))
                .orElseThrow()
                .practitionerId();
        return places.at(appointment.id().institutionId(), appointment.departmentId(), practitioner);
    }

    private LocalDate today() {
        return CityTime.today(clock);
    }

    private void waitUntil(Doing doing, Instant then) {
        Duration left = Duration.between(clock.instant(), then);
        if (left.isPositive()) {
            doing.time().accept(left);
        }
    }
}
