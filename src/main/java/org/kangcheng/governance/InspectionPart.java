package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.offline.OfflinePart;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 现场检查: what is to be looked at in the field, on the phone of whoever has it. She takes along the items that she owns
 * and that have a move for the phone; she brings back the move with its answers and photos, which {@link MoveItem} takes
 * as from any page. The photos come before their entry: nothing is closed on the word that they will follow.
 */
@Component
class InspectionPart implements OfflinePart {
    private static final int MOST_OF_A_REGISTER = 500;
    private static final Refusal UNREADABLE = Refusal.badInput("bad-entry", "这条记录的内容无法解析。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个事项，或它已不由您经办。");
    private static final Refusal NO_PHONE = Refusal.forbidden("这一步不能在手机上办。");

    private final Registers registers;
    private final ItemTable items;
    private final ItemSteps steps;
    private final ItemLists lists;
    private final MoveItem moving;
    private final Evidence evidence;
    private final Areas areas;
    private final JsonMapper json;
    private final Clock clock;

    InspectionPart(
            Registers registers,
            ItemTable items,
            ItemSteps steps,
            ItemLists lists,
            MoveItem moving,
            Evidence evidence,
            Areas areas,
            JsonMapper json,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.steps = steps;
        this.lists = lists;
        this.moving = moving;
        this.evidence = evidence;
        this.areas = areas;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "inspection";
    }

    @Override
    public boolean serves(Actor actor) {
        return actor.is(Role.COMMISSION);
    }

    @Override
    public Download download(Actor actor, Map<String, String> have, int most) {
        Map<String, Object> forms = new TreeMap<>();
        List<OfflinePart.Item> all = new ArrayList<>();
        for (org.kangcheng.governance.Item item : owned(actor)) {
            Register register = registers.of(item);
            String form = form(register);
            forms.computeIfAbsent(form, _ -> data(register));
            all.add(OfflinePart.Item.of(item.id().toString(), json.writeValueAsString(content(item, register, form))));
        }
        return Download.of(
                OfflinePart.Item.of("about", json.writeValueAsString(Map.of("registers", forms))), all, have, most);
    }

    private List<org.kangcheng.governance.Item> owned(Actor actor) {
        Hand hand = Hand.of(actor);
        LocalDate today = CityTime.today(clock);
        return registers.all().stream()
                .filter(register -> register.register().moves().stream().anyMatch(Move::phone))
                .flatMap(register -> lists
                        .of(
                                new ItemLists.Wanted(
                                        register.no(), ItemLists.Place.owner(hand.id()), null, null, today),
                                null,
                                MOST_OF_A_REGISTER)
                        .stream())
                .filter(item ->
                        registers.of(item).movesFrom(item.state()).stream().anyMatch(Move::phone))
                .toList();
    }

    /** Which version of which register: an item lives by the one that it was opened under. */
    private static String form(Register register) {
        return register.id() + "@" + register.definition().version();
    }

    private static Map<String, Object> data(Register register) {
        Map<String, Object> moves = new LinkedHashMap<>();
        register.moves().stream().filter(Move::phone).forEach(move -> {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("title", move.title());
            data.put("from", move.from());
            data.put("note", move.needs().contains(Move.Need.NOTE));
            data.put("evidence", move.needs().contains(Move.Need.EVIDENCE));
            data.put("form", move.form().data());
            moves.put(move.id(), data);
        });
        return Map.of("title", register.title(), "moves", moves);
    }

    private Map<String, Object> content(org.kangcheng.governance.Item item, Register register, String form) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("register", form);
        content.put("state", item.state());
        content.put("number", item.number());
        content.put("title", item.title());
        content.put("place", areas.path(item.areaCode()));
        if (!item.nextOn().equals(Terms.NEVER)) {
            content.put("due", item.nextOn().toString());
        }
        content.put(
                "said",
                ItemView.said(register, item.fields()).stream()
                        .map(said -> List.of(said.label(), said.value()))
                        .toList());
        return content;
    }

    /** An entry is one move of one item: {@code {item, state, move, note, files, typed: {field: text}}}. */
    @Override
    public Outcome take(Actor actor, String key, JsonNode body) {
        PublicId id = PublicId.parse(body.path("item").asString("")).orElse(null);
        if (id == null || !body.path("typed").isObject()) {
            return new Outcome.Refused(UNREADABLE, Map.of());
        }
        org.kangcheng.governance.Item item = items.find(id.shard(), id.key()).orElse(null);
        String by = Hand.of(actor).id();
        if (item == null) {
            return new Outcome.Refused(UNKNOWN, Map.of());
        }
        if (steps.of(item).stream()
                .anyMatch(step -> step.requestKey().equals(key) && step.byId().equals(by))) {
            return new Outcome.Taken(item.title() + "：已记录");
        }
        Register register = registers.of(item);
        Optional<Move> move = register.move(body.path("move").asString(""));
        if (!by.equals(item.owner())) {
            return new Outcome.Refused(UNKNOWN, Map.of());
        }
        if (move.isEmpty() || !move.get().phone()) {
            return new Outcome.Refused(NO_PHONE, Map.of());
        }
        MoveItem.Given given = new MoveItem.Given(
                MoveItem.Given.AS_IT_IS,
                body.path("note").asString(""),
                typed(body.path("typed")),
                null,
                evidence.of(id.shard(), key),
                null,
                key);
        return switch (moving.move(actor, id, move.get().id(), given)) {
            case MoveResult.Moved(org.kangcheng.governance.Item moved) ->
                new Outcome.Taken("%s：%s"
                        .formatted(moved.title(), register.state(moved.state()).title()));
            case MoveResult.NotMoved(Refusal refusal, var problems) ->
                problems.isEmpty()
                        ? new Outcome.Refused(
                                refusal,
                                Map.of("state", register.state(item.state()).title()))
                        : new Outcome.Unsound("有的答案不能接受，请改正。", problems);
        };
    }

    private static Map<String, String> typed(JsonNode answers) {
        Map<String, String> typed = new HashMap<>();
        answers.propertyStream()
                .forEach(answer -> typed.put(answer.getKey(), answer.getValue().asString("")));
        return typed;
    }

    /** Photos are kept with the item's tree, of an item that is hers alone. */
    @Override
    public OptionalLong owner(Actor actor, JsonNode body) {
        String by = Hand.of(actor).id();
        return PublicId.parse(body.path("item").asString(""))
                .flatMap(id -> items.find(id.shard(), id.key()))
                .filter(item -> by.equals(item.owner()))
                .map(item -> OptionalLong.of(item.shard()))
                .orElse(OptionalLong.empty());
    }
}
