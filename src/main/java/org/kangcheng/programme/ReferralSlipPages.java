package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 转诊单: issued where a record sends somebody on, printed for her, answered by the hospital. */
@Controller
class ReferralSlipPages {
    static final String PAGE = "/staff/referral-slips";
    static final String INCOMING = "/staff/referrals-in";
    private static final int COUNTY = 6;
    private static final int CITY = 4;
    private static final int ROWS = 50;
    private static final int DAYS = 90;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这张转诊单，或它与您的辖区、机构无关。");

    /** @param voided the record that sends her on was voided since */
    record Line(Referral referral, String id, String name, int age, String place, String reason, boolean voided) {}

    private final Refer refer;
    private final ReferralTable referrals;
    private final ReferringGrades grades;
    private final DeliveryTable deliveries;
    private final FormWords words;
    private final Treating treating;
    private final Institutions institutions;
    private final Areas areas;
    private final People people;
    private final Readings log;
    private final Clock clock;

    ReferralSlipPages(
            Refer refer,
            ReferralTable referrals,
            ReferringGrades grades,
            DeliveryTable deliveries,
            FormWords words,
            Treating treating,
            Institutions institutions,
            Areas areas,
            People people,
            Readings log,
            Clock clock) {
        this.refer = refer;
        this.referrals = referrals;
        this.grades = grades;
        this.deliveries = deliveries;
        this.words = words;
        this.treating = treating;
        this.institutions = institutions;
        this.areas = areas;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    /** The slip of a record, or the form of one. */
    @Transactional
    @Allowed({Role.VILLAGE_DOCTOR, Role.DOCTOR})
    @GetMapping(PAGE + "/of/{record}")
    public String of(Actor actor, @PathVariable String record, Model model) {
        Delivery delivery = record(record);
        Person person = treating.patient(actor, PublicId.encode(people.resolve(delivery.personKey())));
        Optional<Referral> standing = referrals.standing(delivery.personKey(), delivery.deliveryId());
        if (standing.isPresent()) {
            return "redirect:" + PAGE + "/" + standing.get().id();
        }
        log.log(actor, person.personKey(), "转诊单", Purpose.PUBLIC_HEALTH);
        describe(person, delivery, model);
        model.addAttribute("record", record);
        model.addAttribute("hospitals", hospitals(person));
        return "programme/referral-new";
    }

    /** Of her county, then the city's, then the primary institutions of her county. */
    private List<Institution> hospitals(Person person) {
        String county = person.areaCode().substring(0, COUNTY);
        List<Institution> all = new ArrayList<>(institutions.list(Institution.Kind.HOSPITAL, county));
        institutions.list(Institution.Kind.HOSPITAL, person.areaCode().substring(0, CITY)).stream()
                .filter(it -> !it.areaCode().startsWith(county))
                .forEach(all::add);
        all.addAll(institutions.list(Institution.Kind.PRIMARY, county));
        return all;
    }

    @Allowed({Role.VILLAGE_DOCTOR, Role.DOCTOR})
    @PostMapping(PAGE + "/of/{record}")
    String issue(
            Actor actor,
            @PathVariable String record,
            @RequestParam long institution,
            @RequestParam(defaultValue = "") String note) {
        Delivery delivery = record(record);
        treating.patient(actor, PublicId.encode(people.resolve(delivery.personKey())));
        Refusal.raise(refer.issue(actor, delivery, institution, note));
        return "redirect:" + PAGE + "/of/" + record;
    }

    private Delivery record(String id) {
        return PublicId.parse(id)
                .flatMap(it -> deliveries.find(it.shard(), it.key()))
                .orElseThrow(UNKNOWN::asException);
    }

    /** To be printed, and answered by the institution. */
    @Transactional
    @Allowed({Role.VILLAGE_DOCTOR, Role.DOCTOR, Role.COMMISSION})
    @GetMapping(PAGE + "/{id}")
    public String slip(Actor actor, @PathVariable String id, Model model) {
        Referral referral = referral(id);
        Person person = people.find(people.resolve(referral.personKey())).orElseThrow();
        boolean taking = Refer.isTo(actor, referral);
        if (!taking && !actor.coversArea(person.areaCode())) {
            treating.patient(actor, PublicId.encode(person.personKey()));
        }
        log.log(actor, person.personKey(), "转诊单", taking ? Purpose.TREATMENT : Purpose.PUBLIC_HEALTH);
        Delivery delivery =
                deliveries.find(referral.personKey(), referral.deliveryId()).orElseThrow();
        describe(person, delivery, model);
        model.addAttribute("referral", referral);
        model.addAttribute("taking", taking && actor.is(Role.DOCTOR) && referral.open());
        model.addAttribute("voided", delivery.voidedAt() != null);
        model.addAttribute(
                "hospital",
                institutions
                        .find(referral.institutionId())
                        .map(Institution::name)
                        .orElse(""));
        return "programme/referral-slip";
    }

    private void describe(Person person, Delivery delivery, Model model) {
        model.addAttribute("person", person);
        model.addAttribute("age", person.ageOn(CityTime.today(clock)));
        model.addAttribute("place", areas.path(person.areaCode()));
        model.addAttribute("delivery", delivery);
        model.addAttribute("reason", grades.reason(delivery).orElse("已停止的服务"));
        model.addAttribute("found", words.of(delivery));
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{id}/accept")
    String accept(Actor actor, @PathVariable String id) {
        return answered(id, refer.accept(actor, referral(id)));
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{id}/came")
    String came(Actor actor, @PathVariable String id) {
        return answered(id, refer.came(actor, referral(id)));
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{id}/return")
    String giveBack(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String note) {
        return answered(id, refer.giveBack(actor, referral(id), note));
    }

    private static String answered(String id, Optional<Refusal> refusal) {
        Refusal.raise(refusal);
        return "redirect:" + PAGE + "/" + id;
    }

    private Referral referral(String id) {
        return PublicId.parse(id)
                .flatMap(it -> referrals.find(it.shard(), it.key()))
                .orElseThrow(UNKNOWN::asException);
    }

    /** 转来本院的: of the last 90 days, the newest first. */
    @Transactional
    @Allowed(Role.DOCTOR)
    @GetMapping(INCOMING)
    public String incoming(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        LocalDate today = CityTime.today(clock);
        List<Referral> rows =
                referrals.to(actor.institution(), today.minusDays(DAYS), ReferralTable.Cursor.parse(after), ROWS + 1);
        Slice<Referral> slice = Slice.of(rows, ROWS, ReferralTable.Cursor::of);
        log.logDisclosure(
                actor,
                slice.items().stream()
                        .map(it -> people.resolve(it.personKey()))
                        .distinct()
                        .toList(),
                "转来本院的名单",
                Purpose.TREATMENT);
        Map<DeliveryTable.Graded, String> reasons = grades.reasons();
        model.addAttribute("referrals", slice.map(it -> line(it, reasons, today)));
        return "programme/referrals-in";
    }

    private Line line(Referral referral, Map<DeliveryTable.Graded, String> reasons, LocalDate today) {
        Person person = people.find(people.resolve(referral.personKey())).orElseThrow();
        Delivery delivery =
                deliveries.find(referral.personKey(), referral.deliveryId()).orElseThrow();
        return new Line(
                referral,
                referral.id().toString(),
                person.maskedName(),
                person.ageOn(today),
                areas.path(person.areaCode()),
                reasons.getOrDefault(ReferringGrades.graded(delivery), "已停止的服务"),
                delivery.voidedAt() != null);
    }
}
