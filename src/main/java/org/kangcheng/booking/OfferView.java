package org.kangcheng.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.kangcheng.kernel.CityTime;

/**
 * A session as the resident's pages show it.
 *
 * @param releaseAt when its numbers will be released; "" once they are
 */
record OfferView(
        String id,
        LocalDate day,
        String dayLabel,
        String time,
        String kind,
        String doctor,
        String department,
        String place,
        String fee,
        int free,
        boolean open,
        String releaseAt,
        String releaseLabel) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    static OfferView of(SessionOffer offer, Names names, Instant now) {
        Session session = offer.session();
        boolean released = !now.isBefore(session.releaseAt());
        return new OfferView(
                session.id().toString(),
                session.day(),
                day(session.day()),
                session.halfDay().label() + " " + time(session.startsAt()) + "–" + time(session.endsAt()),
                session.kind().label(),
                names.doctor(session.practitionerId()),
                names.department(session.departmentId()),
                session.place(),
                session.fee().yuan(),
                offer.free(),
                session.open() && now.isBefore(session.endsAt()),
                released ? "" : session.releaseAt().toString(),
                Times.minute(session.releaseAt()));
    }

    boolean bookable() {
        return open && free > 0;
    }

    boolean awaited() {
        return open && !releaseAt.isEmpty();
    }

    static String day(LocalDate day) {
        return day.format(DAY) + " " + day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.CHINA);
    }

    static String time(Instant instant) {
        return CityTime.local(instant).format(TIME);
    }
}
