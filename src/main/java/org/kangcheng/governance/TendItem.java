package org.kangcheng.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What any item can have done to it whatever its register: a comment, a look at what is hidden, merging, splitting. */
@Component
class TendItem {
    private static final int LONGEST = 2_000;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个事项，或它不在您的范围内。");
    private static final Refusal EMPTY = Refusal.badInput("note", "请写内容，最多 2000 个字。");
    private static final Refusal MEANWHILE = Refusal.conflict(Items.MOVED_MEANWHILE, "事项刚刚被别人办理，请再试一次。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("合并、拆分由卫生健康委或热线坐席办理。");
    private static final Refusal UNLIKE = Refusal.rule("merge-unlike", "只能并入同一台账中另一个未办结的事项。");
    private static final Refusal HAS_PARTS = Refusal.rule("has-parts", "有下级事项的事项不能并入别的事项。");

    private final Registers registers;
    private final ItemTable items;
    private final ItemCounting counting;
    private final Watches watches;
    private final OpenItem opening;
    private final Sight sight;
    private final SealedText sealed;
    private final JsonMapper json;
    private final Clock clock;

    TendItem(
            Registers registers,
            ItemTable items,
            ItemCounting counting,
            Watches watches,
            OpenItem opening,
            Sight sight,
            SealedText sealed,
            JsonMapper json,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.counting = counting;
        this.watches = watches;
        this.opening = opening;
        this.sight = sight;
        this.sealed = sealed;
        this.json = json;
        this.clock = clock;
    }

    /** The item, if the actor may see it; refused as unknown otherwise. */
    Item require(Actor actor, PublicId id) {
        return items.find(id.shard(), id.key())
                .filter(item -> sight.sees(Hand.of(actor), item))
                .orElseThrow(UNKNOWN::asException);
    }

    @Transactional
    public Item comment(Actor actor, PublicId id, String text) {
        return beside(actor, id, "comment", "留言", fitting(text));
    }

    /** Opens what is hidden to one who has a reason; the reading stands in the item's history. */
    @Transactional
    public Map<String, String> reveal(Actor actor, PublicId id, String reason) {
        return hidden(beside(actor, id, "reveal", "查看联系方式", fitting(reason)));
    }

    /** A step that moves nothing: if somebody moves the item this moment, it comes after that. */
    private Item beside(Actor actor, PublicId id, String move, String title, String note) {
        Optional<Item> written = Optional.empty();
        while (written.isEmpty()) {
            Item item = require(actor, id);
            written = tryToWrite(actor, item, Change.of(item).stepped(), move, title, note, Map.of());
        }
        return written.get();
    }

    private Map<String, String> hidden(Item item) {
        byte[] hidden = item.hidden();
        return hidden == null
                ? Map.of()
                : json.readValue(sealed.open(hidden), new TypeReference<Map<String, String>>() {});
    }

    /** Closes the item as a part of another one of its register, which goes on. */
    @Transactional
    public Item merge(Actor actor, PublicId id, String intoNumber, String reason) {
        Item item = mine(actor, id);
        Item into = items.byNumber(intoNumber.strip())
                .filter(it -> sight.sees(Hand.of(actor), it))
                .orElseThrow(UNKNOWN::asException);
        boolean alike = into.registerNo() == item.registerNo() && into.itemId() != item.itemId();
        if (!alike || !item.open() || !into.open()) {
            throw UNLIKE.asException();
        }
        if (!items.parts(item).isEmpty()) {
            throw HAS_PARTS.asException();
        }
        String note = fitting(reason);
        LocalDate today = CityTime.today(clock);
        Item merged = Change.of(item)
                .into(Register.MERGED, item.terms(), registers.of(item), today)
                .stepped();
        write(actor, item, merged, "merge", "并入 " + into.number(), note, link(into));
        write(actor, into, Change.of(into).stepped(), "merge", "并入了 " + item.number(), note, link(item));
        return into;
    }

    /** Opens a second item beside it with the same content and another title. */
    @Transactional
    public Item split(Actor actor, PublicId id, String title, String reason) {
        Item item = mine(actor, id);
        if (!item.open()) {
            throw UNLIKE.asException();
        }
        String note = fitting(reason);
        Map<String, String> fields = new LinkedHashMap<>();
        item.fields().forEach((name, value) -> fields.put(name, said(value)));
        fields.putAll(hidden(item)); // from seal to seal; nobody reads it on the way
        Register register = registers.of(item);
        NewItem wanted = new NewItem(
                title,
                item.areaCode(),
                register.asksUnit() ? item.unit() : null,
                fields,
                register.asksDay() ? later(item.terms().limit()) : null,
                Optional.ofNullable(item.parent())
                        .map(parent -> new PublicId(item.shard(), parent))
                        .orElse(null),
                List.of(),
                "split:" + item.id() + ":" + item.steps(),
                List.of(),
                null);
        OpenResult result = opening.open(Actor.system(actor.name()), register.id(), wanted);
        Item second = switch (result) {
            case OpenResult.Opened(Item opened) -> opened;
            case OpenResult.WasOpen(Item was) -> was;
            case OpenResult.NotOpened(Refusal refusal, var problems) ->
                throw (problems.isEmpty()
                                ? refusal
                                : Refusal.badInput(
                                        "form", problems.values().iterator().next()))
                        .asException();
        };
        write(actor, item, Change.of(item).stepped(), "split", "拆出 " + second.number(), note, link(second));
        write(actor, second, Change.of(second).stepped(), "split", "拆自 " + item.number(), note, link(item));
        return second;
    }

    /** A day that has passed already cannot be promised anew. */
    private LocalDate later(@Nullable LocalDate day) {
        LocalDate today = CityTime.today(clock);
        return day == null || day.isBefore(today) ? today : day;
    }

    private static String said(Object value) {
        return value instanceof Boolean yes ? (yes ? "是" : "否") : String.valueOf(value);
    }

    private static Map<String, Object> link(Item other) {
        return Map.of("item", other.id().toString(), "number", other.number());
    }

    private Item mine(Actor actor, PublicId id) {
        Item item = require(actor, id);
        Hand hand = Hand.of(actor);
        boolean answers = hand.roles().contains(Role.COMMISSION) || hand.roles().contains(Role.HOTLINE);
        if (!answers || !hand.covers(item.areaCode())) {
            throw NOT_YOURS.asException();
        }
        return item;
    }

    private void write(
            Actor actor, Item before, Item after, String move, String title, String note, Map<String, Object> detail) {
        if (tryToWrite(actor, before, after, move, title, note, detail).isEmpty()) {
            throw MEANWHILE.asException();
        }
    }

    /** Empty when somebody was quicker. */
    private Optional<Item> tryToWrite(
            Actor actor, Item before, Item after, String move, String title, String note, Map<String, Object> detail) {
        Hand hand = Hand.of(actor);
        Instant now = clock.instant();
        Step step = new Step(
                after.steps(),
                now,
                hand.id(),
                hand.name(),
                move,
                title,
                before.state(),
                after.state(),
                note,
                detail,
                "");
        if (!items.move(after, before.steps(), step)) {
            return Optional.empty();
        }
        counting.change(before, after);
        watches.hear(before, after, step);
        return Optional.of(after);
    }

    private static String fitting(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw EMPTY.asException();
        }
        return text.strip();
    }
}
