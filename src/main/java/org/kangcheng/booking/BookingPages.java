package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.booking.BookResult.AlreadyBooked;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.BookResult.NotBooked;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institution.Kind;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareChannel;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 预约挂号 on the phone: hospital, department, session, yes. The resident's own county comes first. */
@Controller
@Allowed(Role.RESIDENT)
class BookingPages {
    private static final String CITY = "3715";
    private static final int COUNTY_DIGITS = 6;

    /** Further than numbers are released, so that one sees when the next ones come. */
    private static final int DAYS_SHOWN = 9;

    record Place(String id, String name, String area, boolean hospital) {}

    record DepartmentChoice(String id, String name, int free) {}

    private final Sessions sessions;
    private final Appointments appointments;
    private final Institutions institutions;
    private final Areas areas;
    private final People people;
    private final Ids ids;
    private final Clock clock;

    BookingPages(
            Sessions sessions,
            Appointments appointments,
            Institutions institutions,
            Areas areas,
            People people,
            Ids ids,
            Clock clock) {
        this.sessions = sessions;
        this.appointments = appointments;
        this.institutions = institutions;
        this.areas = areas;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
    }

    @GetMapping("/m/booking")
    String places(
            Actor actor,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "") String q,
            Model model) {
        String county = area.isEmpty() && q.isBlank() ? homeCounty(actor) : area;
        model.addAttribute("counties", areas.children(CITY));
        model.addAttribute("area", county);
        model.addAttribute("q", q);
        model.addAttribute("places", q.isBlank() ? in(county) : named(q.strip()));
        return "booking/places";
    }

    private String homeCounty(Actor actor) {
        return people.find(actor.self())
                .map(Person::areaCode)
                .filter(code -> code.length() >= COUNTY_DIGITS)
                .map(code -> code.substring(0, COUNTY_DIGITS))
                .orElse(CITY);
    }

    private List<Place> in(String area) {
        String prefix = areas.find(area).map(Area::code).orElse(CITY);
        List<Institution> found = new ArrayList<>(institutions.list(Kind.HOSPITAL, prefix));
        found.addAll(institutions.list(Kind.PRIMARY, prefix));
        return found.stream().map(this::place).toList();
    }

    private List<Place> named(String words) {
        return in(CITY).stream().filter(place -> place.name().contains(words)).toList();
    }

    private Place place(Institution institution) {
        String county = institution
                .areaCode()
                .substring(0, Math.min(COUNTY_DIGITS, institution.areaCode().length()));
        return new Place(
                PublicId.encode(institution.institutionId()),
                institution.name(),
                areas.find(county).map(Area::name).orElse(""),
                institution.kind() == Kind.HOSPITAL);
    }

    @GetMapping("/m/booking/{institution}")
    String departments(@PathVariable String institution, Model model) {
        Names names = names(institution);
        Map<Long, Integer> free = offers(names).stream()
                .collect(Collectors.groupingBy(
                        offer -> offer.session().departmentId(), Collectors.summingInt(SessionOffer::free)));
        model.addAttribute("institution", names.institution());
        model.addAttribute("institutionId", institution);
        model.addAttribute(
                "departments",
                names.departments().values().stream()
                        .filter(one -> one.kind() == Department.Kind.CLINIC && one.takesNumbers())
                        .sorted(Comparator.comparing(Department::subjectCode))
                        .map(one -> new DepartmentChoice(
                                PublicId.encode(one.departmentId()),
                                one.name(),
                                free.getOrDefault(one.departmentId(), 0)))
                        .toList());
        return "booking/departments";
    }

    private List<SessionOffer> offers(Names names) {
        LocalDate today = CityTime.today(clock);
        return sessions.find(names.institution().institutionId(), today, today.plusDays(DAYS_SHOWN));
    }

    @GetMapping("/m/booking/{institution}/{department}")
    String sessions(@PathVariable String institution, @PathVariable String department, Model model) {
        Names names = names(institution);
        long departmentId = PublicId.decode(department)
                .filter(names.departments()::containsKey)
                .orElseThrow(() -> Refusal.notFound("没有这个科室。").asException());
        LocalDate today = CityTime.today(clock);
        Instant now = clock.instant();
        Map<LocalDate, List<OfferView>> days = sessions
                .find(names.institution().institutionId(), departmentId, today, today.plusDays(DAYS_SHOWN))
                .stream()
                .filter(offer -> now.isBefore(offer.session().endsAt()))
                .map(offer -> OfferView.of(offer, names, now))
                .collect(Collectors.groupingBy(OfferView::day, TreeMap::new, Collectors.toList()));
        model.addAttribute("institution", names.institution());
        model.addAttribute("department", names.department(departmentId));
        model.addAttribute("days", days.values());
        return "booking/sessions";
    }

    @GetMapping("/m/booking/session/{id}")
    String confirm(Actor actor, @PathVariable String id, Model model) {
        return confirmPage(actor, session(id), PublicId.encode(ids.random()), model);
    }

    /** @param requestKey made with the page: however often the button is pressed, one number is taken */
    @PostMapping("/m/booking/session/{id}")
    String book(Actor actor, @PathVariable String id, @RequestParam String requestKey, Model model) {
        Session session = session(id);
        if (PublicId.decode(requestKey).isEmpty()) {
            throw Refusal.badInput("request-key", "页面已过期,请重新打开。").asException();
        }
        BookResult result =
                appointments.book(Booking.next(session.id(), actor.self(), CareChannel.SERVICE_ACCOUNT, requestKey));
        return switch (result) {
            case Booked(Appointment appointment) -> "redirect:/m/appointments/" + appointment.id() + "?booked";
            case NotBooked no -> {
                model.addAttribute("refusal", no.refusal().message());
                model.addAttribute("existing", no instanceof AlreadyBooked(AppointmentId it) ? it.toString() : null);
                yield confirmPage(actor, session, PublicId.encode(ids.random()), model);
            }
        };
    }

    private String confirmPage(Actor actor, Session session, String requestKey, Model model) {
        Names names = Names.of(institutions, session.id().institutionId());
        SessionOffer offer = sessions
                .find(session.id().institutionId(), session.departmentId(), session.day(), session.day())
                .stream()
                .filter(one -> one.session().id().equals(session.id()))
                .findFirst()
                .orElseGet(() -> new SessionOffer(session, 0));
        model.addAttribute("institution", names.institution());
        model.addAttribute("offer", OfferView.of(offer, names, clock.instant()));
        model.addAttribute(
                "person", people.find(actor.self()).map(Person::maskedName).orElse(""));
        model.addAttribute("requestKey", requestKey);
        return "booking/confirm";
    }

    private Session session(String id) {
        return SessionId.parse(id)
                .flatMap(sessions::find)
                .orElseThrow(() -> Refusal.notFound("没有这个班次。").asException());
    }

    private Names names(String institution) {
        return PublicId.decode(institution)
                .map(id -> Names.of(institutions, id))
                .orElseThrow(() -> Refusal.notFound("没有这个机构。").asException());
    }
}
