package org.kangcheng.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.BookResult.NotBooked;
import org.kangcheng.booking.ChangeResult.Changed;
import org.kangcheng.booking.ChangeResult.NotChanged;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareChannel;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** 预约挂号 for institutions' programs: each for its own institution, the city's for all. */
@RestController
@RequestMapping("/api/v1/booking")
@Allowed(Role.CLIENT)
@Tag(name = "预约挂号")
class BookingEndpoint {
    private static final int MOST_DAYS = 14;

    /** @param free how many numbers can be taken now */
    record SessionBody(
            String id,
            String department,
            @Nullable String practitioner,
            LocalDate day,
            HalfDay halfDay,
            ClinicKind kind,
            String place,
            long registrationFen,
            long consultingFen,
            Instant releaseAt,
            Instant startsAt,
            Instant endsAt,
            int capacity,
            Session.Status status,
            int free) {}

    record SlotBody(String id, Instant startsAt, Instant endsAt, Slot.Status status) {}

    /** @param slot the number wanted; or {@code session} for its next free one */
    record BookBody(
            String person,
            @Nullable String session,
            @Nullable String slot,
            @Nullable CareChannel channel) {}

    record CancelBody(String reason) {}

    record AppointmentBody(
            String id, String slot, String person, LocalDate day, Instant startsAt, Appointment.State state) {}

    private final Sessions sessions;
    private final Slots slots;
    private final Appointments appointments;
    private final ReadAppointments read;
    private final Clock clock;

    BookingEndpoint(
            Sessions sessions, Slots slots, Appointments appointments, ReadAppointments read, Clock clock) {
        this.sessions = sessions;
        this.slots = slots;
        this.appointments = appointments;
        this.read = read;
        this.clock = clock;
    }

    @GetMapping("/sessions")
    @Operation(summary = "查班次与余号", description = "department 省略则查全部科室;from 默认今天,to 默认七天后,最多十四天,最多 400 个班次。")
    List<SessionBody> sessions(
            Actor actor,
            @RequestParam String institution,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        long institutionId = covered(actor, key(institution, "institution"));
        LocalDate first = from == null ? CityTime.today(clock) : from;
        LocalDate last = to == null ? first.plusDays(7) : to;
        if (last.isAfter(first.plusDays(MOST_DAYS))) {
            throw Refusal.badInput("days", "一次最多查询十四天。").asException();
        }
        List<SessionOffer> found = department == null
                ? sessions.find(institutionId, first, last)
                : sessions.find(institutionId, key(department, "department"), first, last);
        return found.stream().map(BookingEndpoint::body).toList();
    }

    @GetMapping("/sessions/{id}/slots")
    @Operation(summary = "查一个班次的全部号")
    List<SlotBody> slots(Actor actor, @PathVariable String id) {
        SessionId session =
                SessionId.parse(id).orElseThrow(() -> malformed("session").asException());
        covered(actor, session.institutionId());
        return slots.bySession(session).stream()
                .map(slot -> new SlotBody(slot.id().toString(), slot.startsAt(), slot.endsAt(), slot.status()))
                .toList();
    }

    @PostMapping("/appointments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "预约", description = "同一居民的同一 Idempotency-Key 重复提交,得到同一张预约单。被拒绝时为 409 或 422,code 说明原因。")
    AppointmentBody book(
            Actor actor,
            @Parameter(description = "一次预约请求的唯一标识,1 至 100 个字符") @RequestHeader("Idempotency-Key")
                    String requestKey,
            @RequestBody BookBody body) {
        Booking booking = booking(body, requestKey);
        covered(actor, booking.institutionId());
        return switch (appointments.book(booking)) {
            case Booked(Appointment appointment) -> body(appointment);
            case NotBooked no -> throw no.refusal().asException();
        };
    }

    @GetMapping("/appointments/{id}")
    @Operation(summary = "查一张预约单", description = "每次查询记入居民的调阅记录。")
    AppointmentBody appointment(Actor actor, @PathVariable String id) {
        return body(found(actor, id));
    }

    @PostMapping("/appointments/{id}/cancel")
    @Operation(summary = "退号", description = "已退的号再退,结果相同。")
    AppointmentBody cancel(Actor actor, @PathVariable String id, @RequestBody CancelBody body) {
        Appointment appointment = found(actor, id);
        return switch (appointments.cancel(appointment.personKey(), appointment.id(), body.reason())) {
            case Changed(Appointment changed) -> body(changed);
            case NotChanged(Refusal refusal) -> throw refusal.asException();
        };
    }

    private Appointment found(Actor actor, String id) {
        return AppointmentId.parse(id)
                .flatMap(parsed -> read.ofInstitution(actor, parsed))
                .orElseThrow(() -> Refusal.notFound("没有这个预约。").asException());
    }

    private static Booking booking(BookBody body, String requestKey) {
        if (requestKey.isBlank() || requestKey.length() > 100) {
            throw malformed("Idempotency-Key").asException();
        }
        long person = key(body.person(), "person");
        CareChannel channel = body.channel() == null ? CareChannel.INSTITUTION : body.channel();
        if (body.slot() != null) {
            return SlotId.parse(body.slot())
                    .map(slot -> Booking.of(slot, person, channel, requestKey))
                    .orElseThrow(() -> malformed("slot").asException());
        }
        return SessionId.parse(body.session() == null ? "" : body.session())
                .map(session -> Booking.next(session, person, channel, requestKey))
                .orElseThrow(() -> malformed("session").asException());
    }

    private static long covered(Actor actor, long institutionId) {
        if (!actor.coversInstitution(institutionId)) {
            throw Refusal.forbidden("只能办理本机构的预约。").asException();
        }
        return institutionId;
    }

    private static long key(@Nullable String text, String field) {
        return PublicId.decode(text == null ? "" : text)
                .orElseThrow(() -> malformed(field).asException());
    }

    private static Refusal malformed(String field) {
        return Refusal.badInput("bad-" + field, "“" + field + "”缺失或格式不正确。");
    }

    private static SessionBody body(SessionOffer offer) {
        Session session = offer.session();
        Long practitioner = session.practitionerId();
        return new SessionBody(
                session.id().toString(),
                PublicId.encode(session.departmentId()),
                practitioner == null ? null : PublicId.encode(practitioner),
                session.day(),
                session.halfDay(),
                session.kind(),
                session.place(),
                session.registration().amount(),
                session.consulting().amount(),
                session.releaseAt(),
                session.startsAt(),
                session.endsAt(),
                session.capacity(),
                session.status(),
                offer.free());
    }

    private static AppointmentBody body(Appointment appointment) {
        return new AppointmentBody(
                appointment.id().toString(),
                appointment.slot().toString(),
                PublicId.encode(appointment.personKey()),
                appointment.day(),
                appointment.startsAt(),
                appointment.state());
    }
}
