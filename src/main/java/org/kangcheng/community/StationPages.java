package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.Session;
import org.kangcheng.booking.SessionId;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 名医基层工作站与巡诊: an institution's stations and their days, and who came; and the county's calendar on the phone. */
@Controller
class StationPages {
    private static final String STAFF = "/staff/stations";
    private static final int COUNTY_DIGITS = 6;
    private static final int DAYS_BACK = 30;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个班次。");

    record DayLine(Stations.Day day, Station station, Session session, String institution) {}

    record Came(int number, String name, String state) {}

    private final Stations stations;
    private final Appointments appointments;
    private final Institutions institutions;
    private final People people;
    private final Readings log;
    private final Clock clock;

    StationPages(
            Stations stations,
            Appointments appointments,
            Institutions institutions,
            People people,
            Readings log,
            Clock clock) {
        this.stations = stations;
        this.appointments = appointments;
        this.institutions = institutions;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    @Allowed({Role.DOCTOR, Role.SCHEDULER})
    @GetMapping(STAFF)
    String all(Actor actor, Model model) {
        model.addAttribute("stations", stations.ofInstitution(actor.institution()));
        model.addAttribute("kinds", Station.Kind.values());
        model.addAttribute(
                "departments",
                institutions.departments(actor.institution()).stream()
                        .filter(it -> it.kind() == Department.Kind.CLINIC)
                        .toList());
        return "community/stations";
    }

    @Allowed({Role.DOCTOR, Role.SCHEDULER})
    @PostMapping(STAFF)
    String open(
            Actor actor,
            @RequestParam Station.Kind kind,
            @RequestParam String title,
            @RequestParam String expert,
            @RequestParam long departmentId,
            RedirectAttributes redirect) {
        return switch (stations.open(actor, kind, title, expert, departmentId)) {
            case Outcome.Done<Station>(Station station) -> "redirect:" + STAFF + "/" + station.id();
            case Outcome.NotDone<Station>(Refusal refusal) -> FamilyDoctorPages.refused(STAFF, refusal, redirect);
        };
    }

    @Allowed({Role.DOCTOR, Role.SCHEDULER})
    @GetMapping(STAFF + "/{stationId}")
    String station(Actor actor, @PathVariable String stationId, Model model) {
        Station station = stations.own(actor, stationId);
        LocalDate today = CityTime.today(clock);
        model.addAttribute("station", station);
        model.addAttribute("days", lines(stations.days(station, today.minusDays(DAYS_BACK))));
        model.addAttribute("tomorrow", today.plusDays(1));
        return "community/station";
    }

    @Allowed({Role.DOCTOR, Role.SCHEDULER})
    @PostMapping(STAFF + "/{stationId}/days")
    String addDay(
            Actor actor,
            @PathVariable String stationId,
            @RequestParam LocalDate day,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam int capacity,
            @RequestParam String place,
            RedirectAttributes redirect) {
        Station station = stations.own(actor, stationId);
        String page = STAFF + "/" + station.id();
        return switch (stations.addDay(station, day, from, to, capacity, place)) {
            case Outcome.Done<Session> _ -> "redirect:" + page;
            case Outcome.NotDone<Session>(Refusal refusal) -> FamilyDoctorPages.refused(page, refusal, redirect);
        };
    }

    /** Who has a number, and who came. */
    @Transactional
    @Allowed({Role.DOCTOR, Role.SCHEDULER})
    @GetMapping(STAFF + "/{stationId}/days/{sessionId}")
    public String came(Actor actor, @PathVariable String stationId, @PathVariable String sessionId, Model model) {
        Station station = stations.own(actor, stationId);
        SessionId id = SessionId.parse(sessionId).orElseThrow(UNKNOWN::asException);
        DayLine line = lines(stations.days(station, LocalDate.EPOCH)).stream()
                .filter(it -> it.day().session().equals(id))
                .findFirst()
                .orElseThrow(UNKNOWN::asException);
        List<Appointment> all = appointments.ofSession(id);
        log.logDisclosure(actor, all.stream().map(Appointment::personKey).toList(), "工作站预约名单", Purpose.REGISTRATION);
        model.addAttribute("line", line);
        model.addAttribute("station", station);
        model.addAttribute(
                "came",
                all.stream()
                        .map(it -> new Came(
                                it.slot().slotNo(),
                                people.find(it.personKey())
                                        .map(Person::maskedName)
                                        .orElse(""),
                                it.state().label()))
                        .toList());
        return "community/station-day";
    }

    @Allowed(Role.RESIDENT)
    @GetMapping("/m/stations")
    String calendar(Actor actor, Model model) {
        String area = people.find(actor.self()).map(Person::areaCode).orElse("");
        String county = area.substring(0, Math.min(COUNTY_DIGITS, area.length()));
        model.addAttribute("days", lines(stations.calendar(county, CityTime.today(clock))));
        return "community/my-stations";
    }

    private List<DayLine> lines(List<Stations.Day> days) {
        return days.stream()
                .map(day -> stations.session(day)
                        .map(session -> new DayLine(
                                day,
                                stations.find(day.institutionId(), day.stationId())
                                        .orElseThrow(),
                                session,
                                institutions
                                        .find(day.institutionId())
                                        .map(Institution::name)
                                        .orElse("")))
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }
}
