package org.kangcheng.identity;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding residents and enrolling new ones. What is searched for is posted: a URL would keep it. */
@Controller
class PeoplePages {
    private static final int PAGE = 20;

    private final PeopleSearch search;
    private final PersonViews views;
    private final Readings readings;
    private final Enrolments enrolments;
    private final PlaceChoice places;

    PeoplePages(PeopleSearch search, PersonViews views, Readings readings, Enrolments enrolments, PlaceChoice places) {
        this.search = search;
        this.views = views;
        this.readings = readings;
        this.enrolments = enrolments;
        this.places = places;
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD, Role.DOCTOR, Role.VILLAGE_DOCTOR})
    @GetMapping("/staff/people")
    String page(Actor actor, Model model) {
        mayDo(actor, model);
        return "identity/people";
    }

    /** Whole without htmx; its results alone with it. */
    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD, Role.DOCTOR, Role.VILLAGE_DOCTOR})
    @PostMapping("/staff/people/search")
    @Transactional
    public String search(
            Actor actor,
            @RequestParam String q,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(value = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        Slice<Person> found = search.search(q, Reach.of(actor), after, PAGE);
        List<Long> keys = found.items().stream().map(Person::personKey).toList();
        readings.logEach(actor, keys, "居民检索", Purpose.IDENTITY);
        model.addAttribute("q", q);
        model.addAttribute("found", views.of(found.items()));
        model.addAttribute("next", found.next());
        mayDo(actor, model);
        return htmx == null ? "identity/people" : "identity/people :: results";
    }

    private static void mayDo(Actor actor, Model model) {
        boolean window = actor.is(Role.REGISTRAR) || actor.is(Role.CARD_OFFICER) || actor.is(Role.STEWARD);
        model.addAttribute("mayEnrol", window);
        model.addAttribute("mayOpen", window || actor.is(Role.VILLAGE_DOCTOR));
        model.addAttribute("mayImport", actor.is(Role.STEWARD));
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD})
    @GetMapping("/staff/people/new")
    String form(Model model) {
        return form(new NewPersonForm("", Sex.UNKNOWN, null, "01", "", "", "", ""), model, null);
    }

    private String form(NewPersonForm form, Model model, @Nullable String problem) {
        model.addAttribute("form", form);
        model.addAttribute("types", IdType.values());
        model.addAttribute("problem", problem);
        places.offer(model, form.village());
        return "identity/new-person";
    }

    /** Birth and sex may be left out when the resident ID number says them. */
    record NewPersonForm(
            String name,
            Sex sex,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
            LocalDate birthDate,

            String idType,
            String idNumber,
            String phone,
            String village,
            String address) {
        Optional<NewPerson> person() {
            Optional<NationalId> id =
                    idType.equals(IdType.RESIDENT_ID.code()) ? NationalId.parse(idNumber) : Optional.empty();
            Optional<LocalDate> birth = Optional.ofNullable(birthDate).or(() -> id.map(NationalId::birthDate));
            Sex told = sex == Sex.UNKNOWN ? id.map(NationalId::sex).orElse(sex) : sex;
            return birth.map(day ->
                    new NewPerson(name, told, day, village, idType, idNumber, phone, address, !isNone(), "WINDOW"));
        }

        private boolean isNone() {
            return idType.equals(IdType.NONE.code());
        }

        @Override
        public String toString() {
            return "NewPersonForm[…]";
        }
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD})
    @PostMapping("/staff/people")
    String enrol(Actor actor, NewPersonForm form, Model model) {
        Optional<NewPerson> person = form.person();
        if (person.isEmpty()) {
            return form(form, model, "请填写出生日期，或正确的身份证号码。");
        }
        return switch (enrolments.enrol(actor, person.get())) {
            case EnrolResult.Enrolled(long key) -> "redirect:/staff/people/" + PublicId.encode(key) + "?enrolled";
            case EnrolResult.Known(long key) -> "redirect:/staff/people/" + PublicId.encode(key) + "?known";
            case EnrolResult.Suspicious _ -> form(form, model, "该证件号码已登记在他人名下，姓名、出生日期或性别不一致，已转主索引管理员核对。");
            case EnrolResult.Refused(var refusal) -> form(form, model, refusal.message());
        };
    }
}
