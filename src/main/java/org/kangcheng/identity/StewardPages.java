package org.kangcheng.identity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.StewardTable.Case;
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

/** The steward's queue: what the matching would not decide, side by side and in clear, for a person to. */
@Controller
@Allowed(Role.STEWARD)
class StewardPages {
    private static final int PAGE = 30;

    record CaseView(String id, String reason, Instant openedAt, String name, String other) {}

    /** A field of both, and whether they differ. */
    record Line(String label, String left, String right) {
        public boolean differs() {
            return !left.equals(right);
        }
    }

    /** One side of a comparison. @param id null for a claim, which is nobody's row */
    private record Side(
            @Nullable String id,
            String name,
            Sex sex,
            String birth,
            String document,
            String phone,
            String place,
            String address,
            boolean verified) {}

    private final StewardTable cases;
    private final Steward steward;
    private final PersonTable table;
    private final Areas areas;
    private final Readings readings;

    StewardPages(StewardTable cases, Steward steward, PersonTable table, Areas areas, Readings readings) {
        this.cases = cases;
        this.steward = steward;
        this.table = table;
        this.areas = areas;
        this.readings = readings;
    }

    @GetMapping("/staff/steward")
    @Transactional
    public String queue(Actor actor, @RequestParam(defaultValue = "") String after, Model model) {
        List<Case> open = cases.undecided(PublicId.decode(after).orElse(0L), PAGE + 1);
        Slice<Case> page = Slice.of(open, PAGE, found -> PublicId.encode(found.caseId()));
        List<Long> shown =
                page.items().stream().flatMap(StewardPages::keys).distinct().toList();
        if (!shown.isEmpty()) {
            readings.logDisclosure(actor, shown, "待核对名单", Purpose.IDENTITY);
        }
        model.addAttribute("cases", page.items().stream().map(this::view).toList());
        model.addAttribute("next", page.next());
        return "identity/steward";
    }

    private static Stream<Long> keys(Case found) {
        return Stream.of(found.personKey(), found.otherKey()).filter(Objects::nonNull);
    }

    private CaseView view(Case found) {
        Long other = found.otherKey();
        return new CaseView(
                PublicId.encode(found.caseId()),
                found.reason().label(),
                found.openedAt(),
                table.find(found.personKey()).orElseThrow().maskedName(),
                other == null ? "（新的申报）" : table.find(other).orElseThrow().maskedName());
    }

    @GetMapping("/staff/steward/{id}")
    @Transactional
    public String compare(Actor actor, @PathVariable String id, Model model) {
        Case found = find(id);
        Side left = side(table.find(found.personKey()).orElseThrow());
        Side right = Optional.ofNullable(found.otherKey())
                .map(other -> side(table.find(other).orElseThrow()))
                .orElseGet(() -> side(cases.claimOf(found.caseId()).orElseThrow()));
        keys(found).forEach(key -> readings.log(actor, key, "主索引核对（完整证件信息）", Purpose.IDENTITY));
        model.addAttribute("id", id);
        model.addAttribute("claim", found.otherKey() == null);
        model.addAttribute("decision", found.decision());
        model.addAttribute("reason", found.reason().label());
        model.addAttribute("left", left.id());
        model.addAttribute("right", right.id());
        model.addAttribute("lines", lines(left, right));
        return "identity/steward-case";
    }

    private static List<Line> lines(Side left, Side right) {
        return List.of(
                new Line("姓名", left.name, right.name),
                new Line("性别", left.sex.label(), right.sex.label()),
                new Line("出生日期", left.birth, right.birth),
                new Line("证件", left.document, right.document),
                new Line("联系电话", left.phone, right.phone),
                new Line("居住地", left.place, right.place),
                new Line("详细地址", left.address, right.address),
                new Line("实名", left.verified ? "已实名" : "未实名", right.verified ? "已实名" : "未实名"));
    }

    private Side side(Person person) {
        People.Identifiers own = table.identifiers(person.personKey()).orElseThrow();
        return new Side(
                PublicId.encode(person.personKey()),
                person.name(),
                person.sex(),
                person.birthDate().toString(),
                document(own.idType(), own.idNumber()),
                text(own.phone()),
                table.residenceKnown(person.personKey())
                        ? areas.path(person.areaCode())
                        : "居住地不详（由" + areas.path(person.areaCode()) + "的机构报送，不计入任何村居）",
                table.address(person.personKey()).orElse("—"),
                person.verified());
    }

    private Side side(NewPerson claim) {
        return new Side(
                null,
                claim.name(),
                claim.sex(),
                claim.birthDate().toString(),
                document(claim.idType(), claim.idNumber()),
                text(claim.phone()),
                areas.path(claim.areaCode()),
                text(claim.address()),
                claim.verified());
    }

    private static String document(String idType, @Nullable String number) {
        String label = IdType.ofCode(idType).map(IdType::label).orElse(idType);
        return number == null ? label : label + " " + number;
    }

    private static String text(@Nullable String text) {
        return text == null ? "—" : text;
    }

    @PostMapping("/staff/steward/{id}/different")
    String different(Actor actor, @PathVariable String id) {
        return back(steward.different(actor, find(id).caseId()));
    }

    /** @param keep the public id of who stays current */
    @PostMapping("/staff/steward/{id}/same")
    String same(Actor actor, @PathVariable String id, @RequestParam String keep, @RequestParam String reason) {
        long kept = PublicId.decode(keep).orElseThrow(Reach::notFound);
        return back(steward.same(actor, find(id).caseId(), kept, reason));
    }

    private Case find(String id) {
        return PublicId.decode(id)
                .flatMap(cases::find)
                .orElseThrow(() -> Refusal.notFound("没有这条待核对。").asException());
    }

    private static String back(Optional<Refusal> problem) {
        problem.ifPresent(refusal -> {
            throw refusal.asException();
        });
        return "redirect:/staff/steward";
    }
}
