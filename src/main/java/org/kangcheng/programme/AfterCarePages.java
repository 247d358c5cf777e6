package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.DutyTable.Duty;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 诊后回访: whom an institution has treated and sent home, and whether anybody has asked since how she is. */
@Controller
@Allowed(Role.DOCTOR)
class AfterCarePages {
    static final String PAGE = "/staff/after-care";
    private static final int ROWS = 50;

    /**
     * @param standing null when nothing follows from this care
     * @param homeKnown false while nobody knows where she lives: what follows waits for it
     */
    record Line(
            String id,
            String name,
            int age,
            String event,
            FinishedCareTable.Row row,
            @Nullable Standing standing,
            @Nullable LocalDate dueOn,
            boolean homeKnown) {}

    private final FinishedCareTable care;
    private final Programmes programmes;
    private final DutyTable duties;
    private final People people;
    private final Readings log;
    private final Clock clock;

    AfterCarePages(
            FinishedCareTable care, Programmes programmes, DutyTable duties, People people, Readings log, Clock clock) {
        this.care = care;
        this.programmes = programmes;
        this.duties = duties;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    @GetMapping(PAGE)
    public String list(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        LocalDate today = CityTime.today(clock);
        List<FinishedCareTable.Row> rows = care.newest(
                actor.institution(),
                today.minus(Treating.FOLLOWED_UP),
                FinishedCareTable.Cursor.parse(after),
                ROWS + 1);
        Slice<FinishedCareTable.Row> slice =
                Slice.of(rows, ROWS, row -> FinishedCareTable.Cursor.of(row).toString());
        log.logDisclosure(
                actor,
                slice.items().stream().map(FinishedCareTable.Row::personKey).toList(),
                "诊后回访名单",
                Purpose.TREATMENT);
        model.addAttribute("care", slice.map(row -> line(row, today)));
        return "programme/after-care";
    }

    private Line line(FinishedCareTable.Row row, LocalDate today) {
        Person person = people.find(people.resolve(row.personKey())).orElseThrow();
        Optional<Duty> duty = duties.of(person.personKey()).stream()
                .filter(it -> programmes
                        .service(it.serviceNo())
                        .filter(service -> asksAfter(service.cadence(), row.event()))
                        .isPresent())
                .min(Comparator.comparing(it -> it.window().due()));
        return new Line(
                PublicId.encode(person.personKey()),
                person.maskedName(),
                person.ageOn(today),
                FollowCare.label(row.event()),
                row,
                duty.map(it -> standing(it, row, today)).orElse(null),
                duty.map(it -> it.window().due()).orElse(null),
                // Who has a duty has a home that is known.
                duty.isPresent() || people.residenceKnown(person.personKey()));
    }

    /** What may have been done before the care happened (the pressure of the year) does not ask after it. */
    private static boolean asksAfter(Cadence cadence, String event) {
        return event.equals(cadence.event()) && cadence.covers() == 0;
    }

    /** What was asked after this care, or after later care, is asked. */
    private static Standing standing(Duty duty, FinishedCareTable.Row row, LocalDate today) {
        LocalDate done = duty.lastDone();
        boolean asked = done != null && !done.isBefore(row.finishedOn());
        return asked ? Standing.SERVED : duty.standing(today);
    }
}
