package org.kangcheng.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Slice;
import org.kangcheng.terminology.CareChannel;
import org.springframework.stereotype.Component;

/** 预约: takes numbers for people and gives them back, and tells who has which. */
@Component
public class Appointments {
    private final TakeNumber take;
    private final ConfirmHold holds;
    private final CancelAppointment cancel;
    private final Attendance attendance;
    private final NoShows noShows;
    private final AppointmentTable table;
    private final PersonAppointmentTable persons;
    private final People people;

    Appointments(
            TakeNumber take,
            ConfirmHold holds,
            CancelAppointment cancel,
            Attendance attendance,
            NoShows noShows,
            AppointmentTable table,
            PersonAppointmentTable persons,
            People people) {
        this.take = take;
        this.holds = holds;
        this.cancel = cancel;
        this.attendance = attendance;
        this.noShows = noShows;
        this.table = table;
        this.persons = persons;
        this.people = people;
    }

    /** Takes a number at once. The same request key of the same person gets the same appointment. */
    public BookResult book(Booking booking) {
        return take.book(booking);
    }

    /** 锁号: keeps a number for its person for some minutes. It falls free by itself unless it is confirmed. */
    public HoldResult hold(Booking booking) {
        return take.hold(booking);
    }

    /** Makes an appointment of a hold, under the same id. */
    public BookResult confirm(long personKey, AppointmentId holdId, CareChannel channel) {
        return holds.confirm(personKey, holdId, channel);
    }

    public void release(long personKey, AppointmentId holdId) {
        holds.release(personKey, holdId);
    }

    /** 退号: until the institution's time before the number's; the number can be sold again at once. */
    public ChangeResult cancel(long personKey, AppointmentId appointment, String reason) {
        return cancel.cancel(personKey, appointment, reason);
    }

    /** 取号: on the day, until the institution's time after the number's. */
    public ChangeResult checkIn(long personKey, AppointmentId appointment) {
        return attendance.checkIn(personKey, appointment);
    }

    /** The person has been seen. */
    public ChangeResult fulfil(long personKey, AppointmentId appointment) {
        return attendance.fulfil(personKey, appointment);
    }

    /** 爽约: marks who did not come to a day's sessions in time; how many were newly marked. */
    public int markNoShows(LocalDate day) {
        return noShows.missed(day).stream().mapToInt(noShows::mark).sum();
    }

    public Optional<Appointment> find(AppointmentId id) {
        return table.find(id);
    }

    /** All that ever had this number, the newest first. At most one of them keeps it. */
    public List<Appointment> bySlot(SlotId slot) {
        return table.bySlot(slot);
    }

    /** A person's, under all keys the person ever had, the newest first. */
    public Slice<Appointment> ofPerson(long personKey, @Nullable String after, int limit) {
        long before = after == null ? Long.MAX_VALUE : Cursor.parse(after, 1)[0];
        List<Appointment> rows = persons.of(people.aliases(personKey), before, limit + 1);
        return Slice.of(rows, limit, row -> Cursor.of(row.id().appointmentId()));
    }

    /** Who has a number in a department on a day, by time. */
    public Slice<Appointment> ofDay(
            long institutionId, long departmentId, LocalDate day, @Nullable String after, int limit) {
        long[] from = after == null ? new long[] {0, 0} : Cursor.parse(after, 2);
        List<Appointment> rows =
                table.ofDay(institutionId, departmentId, day, Instant.ofEpochSecond(from[0]), from[1], limit + 1);
        return Slice.of(
                rows,
                limit,
                row -> Cursor.of(row.startsAt().getEpochSecond(), row.id().appointmentId()));
    }

    /** Who has the numbers of a session, in the numbers' order. */
    public List<Appointment> ofSession(SessionId session) {
        return table.bySession(session);
    }
}
