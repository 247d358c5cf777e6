package org.kangcheng.card;

import static org.kangcheng.access.Role.CARD_OFFICER;
import static org.kangcheng.access.Role.DOCTOR;
import static org.kangcheng.access.Role.LABORATORY;
import static org.kangcheng.access.Role.PHARMACIST;
import static org.kangcheng.access.Role.REGISTRAR;
import static org.kangcheng.access.Role.VILLAGE_DOCTOR;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.card.ReadResult.NotRead;
import org.kangcheng.card.ReadResult.Read;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.ReadingPoint;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 识读: one page for every counter, room and window. The place is chosen once and remembered by the browser; after that a
 * scanner types, or somebody pastes, or the camera looks.
 */
@Controller
@Allowed({REGISTRAR, DOCTOR, LABORATORY, PHARMACIST, CARD_OFFICER, VILLAGE_DOCTOR})
class ReadingPointPages {
    private static final String PLACE = "reading-place";
    private static final Duration REMEMBERED = Duration.ofDays(365);

    /** A reading as the page shows it. */
    record Line(String time, boolean good, String text) {}

    private final CodeReader reader;
    private final ReadingPlaces places;
    private final PointHistory history;
    private final Institutions institutions;
    private final Clock clock;

    ReadingPointPages(
            CodeReader reader, ReadingPlaces places, PointHistory history, Institutions institutions, Clock clock) {
        this.reader = reader;
        this.places = places;
        this.history = history;
        this.institutions = institutions;
        this.clock = clock;
    }

    @GetMapping("/staff/reading-point")
    String page(Actor actor, @CookieValue(name = PLACE, required = false) @Nullable String place, Model model) {
        long institutionId = institution(actor);
        Optional<ReadingAt> at = Place.parse(place).flatMap(chosen -> at(institutionId, chosen));
        model.addAttribute(
                "institution",
                institutions.find(institutionId).map(Institution::name).orElse(""));
        model.addAttribute("points", places.of(institutionId));
        model.addAttribute("steps", CareStep.values());
        model.addAttribute("place", at.map(this::placeName).orElse(null));
        model.addAttribute("lines", at.map(here -> history.newest(actor, here)).orElse(List.of()));
        return "card/reading-point";
    }

    /** @param place a reading point's number, or a care step's name where the institution has no such point */
    @PostMapping("/staff/reading-point/place")
    String choose(Actor actor, @RequestParam String place, HttpServletResponse response) {
        if (Place.parse(place).flatMap(chosen -> at(institution(actor), chosen)).isEmpty()) {
            throw Refusal.badInput("bad-place", "请选择受理点或用卡环节。").asException();
        }
        Cookie cookie = new Cookie(PLACE, place);
        cookie.setPath("/staff/reading-point");
        cookie.setHttpOnly(true);
        cookie.setMaxAge((int) REMEMBERED.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
        return "redirect:/staff/reading-point";
    }

    @PostMapping("/staff/reading-point/read")
    String read(
            Actor actor,
            @CookieValue(name = PLACE, required = false) @Nullable String place,
            @RequestParam String code,
            Model model) {
        ReadingAt at = Place.parse(place)
                .flatMap(chosen -> at(institution(actor), chosen))
                .orElseThrow(() -> Refusal.badInput("bad-place", "请先选择受理点。").asException());
        Instant now = clock.instant();
        ReadResult result = reader.read(actor, code, at);
        model.addAttribute("line", line(result, now));
        switch (result) {
            case Read read -> {
                model.addAttribute("read", read);
                model.addAttribute("person", PublicId.encode(read.personKey()));
                model.addAttribute("age", CityTime.dayOf(now).getYear() - read.birthYear());
            }
            case NotRead(var refusal) -> model.addAttribute("refusal", refusal);
        }
        return "card/reading";
    }

    private static Line line(ReadResult result, Instant at) {
        String time = CityTime.local(at).format(PageTimes.CLOCK);
        return switch (result) {
            case Read read ->
                new Line(time, true, read.maskedName() + " " + read.sex().label());
            case NotRead(var refusal) -> new Line(time, false, refusal.message());
        };
    }

    /** What the browser remembers: one of the two. */
    private record Place(@Nullable Long point, @Nullable CareStep step) {
        static Optional<Place> parse(@Nullable String text) {
            if (text == null) {
                return Optional.empty();
            }
            if (text.matches("\\d{1,18}")) {
                return Optional.of(new Place(Long.valueOf(text), null));
            }
            return CareStep.ofCode(text.replace("step-", "")).map(step -> new Place(null, step));
        }
    }

    private Optional<ReadingAt> at(long institutionId, Place place) {
        Long point = place.point();
        CareStep step = place.step();
        if (point != null) {
            return places.find(institutionId, point)
                    .map(known -> new ReadingAt(institutionId, point, known.careStep(), known.channel()));
        }
        return Optional.ofNullable(step).map(chosen -> new ReadingAt(institutionId, null, chosen, CareChannel.COUNTER));
    }

    private String placeName(ReadingAt at) {
        Long point = at.readingPointId();
        return point == null
                ? at.step().label()
                : places.find(at.institutionId(), point)
                        .map(ReadingPoint::name)
                        .orElse(at.step().label());
    }

    private static long institution(Actor actor) {
        Long institution = actor.institutionId();
        if (institution == null) {
            throw Refusal.forbidden("您的账号没有所属机构,不能在受理点读码。").asException();
        }
        return institution;
    }
}
