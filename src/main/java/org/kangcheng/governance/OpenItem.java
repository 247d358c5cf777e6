package org.kangcheng.governance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institutions;
import org.kangcheng.governance.OpenResult.NotOpened;
import org.kangcheng.governance.OpenResult.Opened;
import org.kangcheng.governance.OpenResult.WasOpen;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.kangcheng.kernel.Sm;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens an item. Its key is the digest of where it comes from, so that one origin is one row, on whatever shard and however
 * often it is told.
 */
@Component
class OpenItem {
    static final int LONGEST_TITLE = 200;
    private static final Refusal NO_TITLE = Refusal.badInput("title", "请写标题，最多 200 个字。");
    private static final Refusal NO_AREA = Refusal.badInput("area", "没有这个行政区划。");
    private static final Refusal NO_UNIT = Refusal.badInput("unit", "请选择责任单位。");
    private static final Refusal NO_DAY = Refusal.badInput("day", "请选择完成日期，不早于今天，不晚于五年之后。");
    private static final Refusal NO_PARENT = Refusal.badInput("parent", "上级事项不存在、已办结，或不属于对应的台账。");
    private static final Refusal NO_EARLIER = Refusal.badInput("after", "前置事项应与本事项属于同一个上级。");
    private static final Refusal NO_PERSON = Refusal.badInput("person", "请从名单中选择经办人：责任单位（没有责任单位的为本级）能登录的人员。");
    private static final Refusal FORM = Refusal.badInput("form", "有些内容需要改正。");

    private final Registers registers;
    private final ItemTable items;
    private final UnitTable units;
    private final ItemCounting counting;
    private final Watches watches;
    private final Colleagues colleagues;
    private final OwnerTable owners;
    private final Areas areas;
    private final Institutions institutions;
    private final SealedText sealed;
    private final JsonMapper json;
    private final Clock clock;

    OpenItem(
            Registers registers,
            ItemTable items,
            UnitTable units,
            ItemCounting counting,
            Watches watches,
            Colleagues colleagues,
            OwnerTable owners,
            Areas areas,
            Institutions institutions,
            SealedText sealed,
            JsonMapper json,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.units = units;
        this.counting = counting;
        this.watches = watches;
        this.colleagues = colleagues;
        this.owners = owners;
        this.areas = areas;
        this.institutions = institutions;
        this.sealed = sealed;
        this.json = json;
        this.clock = clock;
    }

    /** The platform itself may open items of any register; people those that their role opens. */
    @Transactional
    public OpenResult open(Actor actor, String registerId, NewItem wanted) {
        Registers.InForce target = registers.require(registerId);
        Register register = target.register();
        Hand hand = Hand.of(actor);
        boolean own = actor.kind() == Actor.Kind.SYSTEM;
        if (!own && !hand.isOneOf(register.openers())) {
            return no(Refusal.forbidden("“" + register.title() + "”不由您的岗位登记。"));
        }
        if (!register.definition().inForceOn(CityTime.today(clock))) {
            return no(Refusal.rule("register-ended", "“" + register.title() + "”已停止登记，在办的事项照常办结。"));
        }
        long key = key(registerId, wanted.origin());
        Optional<Item> parent = wanted.parent() == null
                ? Optional.empty()
                : items.find(wanted.parent().shard(), wanted.parent().key());
        Optional<Refusal> wrong = wrong(register, wanted, parent);
        if (wrong.isPresent()) {
            return no(wrong.get());
        }
        Form.Answers answers = register.form().answers(wanted.fields(), Map.of());
        if (!answers.sound()) {
            return new NotOpened(FORM, answers.problems());
        }
        Colleagues.Named person = person(register, wanted).orElse(null);
        if (person == null && wanted.person() != null) {
            return no(NO_PERSON);
        }
        Item item = item(target, key, parent.map(Item::shard).orElse(key), hand, wanted, person, answers.values());
        Step step = new Step(
                1,
                item.openedAt(),
                hand.id(),
                hand.name(),
                "open",
                "登记",
                "",
                item.state(),
                "",
                detail(item, wanted),
                wanted.origin());
        if (!items.open(item, step)) {
            return wasOpen(item);
        }
        units.note(item);
        owners.note(item);
        counting.change(null, item);
        watches.hear(null, item, step);
        if (person != null && !person.id().equals(hand.id())) {
            colleagues.tell(person, item, register.title());
        }
        return new Opened(item);
    }

    /** Who is named; nobody where the register lets name nobody. */
    private Optional<Colleagues.Named> person(Register register, NewItem wanted) {
        return wanted.person() == null || !register.asksPerson()
                ? Optional.empty()
                : colleagues.find(wanted.unit(), wanted.areaCode(), wanted.person());
    }

    private static Map<String, Object> detail(Item item, NewItem wanted) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("title", item.title());
        detail.put("fields", item.fields());
        if (item.owner() != null) {
            detail.put("owner", item.owner());
            detail.put("ownerName", String.valueOf(item.ownerName()));
        }
        if (!wanted.rows().isEmpty()) {
            detail.put("rows", wanted.rows());
        }
        return detail;
    }

    private OpenResult wasOpen(Item wanted) {
        Item there = items.find(wanted.shard(), wanted.itemId()).orElseThrow();
        if (!there.origin().equals(wanted.origin()) || there.registerNo() != wanted.registerNo()) {
            throw new IllegalStateException("two origins have one key: " + wanted.origin());
        }
        return new WasOpen(there);
    }

    private Optional<Refusal> wrong(Register register, NewItem wanted, Optional<Item> parent) {
        if (wanted.title().isBlank() || wanted.title().length() > LONGEST_TITLE) {
            return Optional.of(NO_TITLE);
        }
        if (areas.find(wanted.areaCode()).isEmpty()) {
            return Optional.of(NO_AREA);
        }
        Long unit = wanted.unit();
        if (unit == null ? register.asksUnit() : institutions.find(unit).isEmpty()) {
            return Optional.of(NO_UNIT);
        }
        LocalDate today = CityTime.today(clock);
        LocalDate day = wanted.dueOn();
        if (register.asksDay() && (day == null || day.isBefore(today) || day.isAfter(today.plusYears(5)))) {
            return Optional.of(NO_DAY);
        }
        if (!register.partsOf().isEmpty() || wanted.parent() != null) {
            boolean fits = parent.filter(Item::open)
                    .map(it -> registers.of(it).id().equals(register.partsOf()))
                    .orElse(false);
            if (!fits) {
                return Optional.of(NO_PARENT);
            }
        }
        boolean sameTree = wanted.after().stream()
                .allMatch(id -> items.find(id.shard(), id.key())
                        .map(Item::parent)
                        .filter(it -> it.equals(parent.map(Item::itemId).orElse(null)))
                        .isPresent());
        return sameTree ? Optional.empty() : Optional.of(NO_EARLIER);
    }

    private Item item(
            Registers.InForce target,
            long key,
            long shard,
            Hand hand,
            NewItem wanted,
            Colleagues.@Nullable Named person,
            Map<String, Object> values) {
        Register register = target.register();
        Instant now = clock.instant();
        LocalDate today = CityTime.dayOf(now);
        Map<String, Object> facts = new LinkedHashMap<>(values);
        Terms begun = register.asksDay()
                ? new Terms(false, wanted.dueOn(), null, null, null, today)
                : Terms.begin(register.deadline(facts), today);
        Terms terms = begun.enter(register.start(), today);
        LocalDate next = terms.nextOn();
        Map<String, Object> shown = new LinkedHashMap<>(values);
        return new Item(
                shard,
                key,
                target.no(),
                register.definition().version(),
                items.nextNumber(register.prefix(), today),
                wanted.title().strip(),
                wanted.areaCode(),
                wanted.unit(),
                person == null ? null : person.id(),
                person == null ? null : person.name(),
                hand.id(),
                hand.name(),
                now,
                wanted.origin(),
                register.start().id(),
                1,
                shown,
                hide(register, shown),
                Map.of(),
                terms,
                next,
                terms.nearOn(register.near()),
                Alarms.nextDay(register, next, null),
                0,
                wanted.parent() == null ? null : wanted.parent().key(),
                new ArrayList<>(wanted.after().stream().map(PublicId::key).toList()),
                null,
                sums(register, wanted, hand, values, terms, today));
    }

    private static Map<String, Long> sums(
            Register register, NewItem wanted, Hand hand, Map<String, Object> values, Terms terms, LocalDate today) {
        Situation begun = new Situation(
                register.start().id(),
                wanted.areaCode(),
                wanted.unit(),
                null,
                hand.id(),
                values,
                Map.of(),
                false,
                0,
                0,
                0,
                true);
        return Sum.of(register, register.start().id(), begun, terms, today);
    }

    /** Takes what is hidden out of the fields, masked there and sealed here. */
    private byte @Nullable [] hide(Register register, Map<String, Object> fields) {
        Map<String, String> hidden = new LinkedHashMap<>();
        for (String name : register.hidden()) {
            if (fields.get(name) instanceof String text) {
                hidden.put(name, text);
                fields.put(name, masked(text));
            }
        }
        return hidden.isEmpty() ? null : sealed.seal(json.writeValueAsString(hidden));
    }

    static String masked(String text) {
        int shown = text.matches("[0-9+ -]{7,}") ? 3 : 1;
        int tail = shown == 3 ? 4 : 0;
        return text.substring(0, Math.min(shown, text.length()))
                + "*".repeat(Math.max(0, text.length() - shown - tail))
                + text.substring(Math.max(Math.min(shown, text.length()), text.length() - tail));
    }

    static long key(String registerId, String origin) {
        byte[] digest = Sm.sm3((registerId + "\n" + origin).getBytes(StandardCharsets.UTF_8));
        return Math.max(1, ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE);
    }

    private static OpenResult no(Refusal refusal) {
        return new NotOpened(refusal, Map.of());
    }
}
