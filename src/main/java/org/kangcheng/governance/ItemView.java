package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.attachment.SupportingPapers;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What a page shows of an item: what it says, its parts as bars, its history in words, what can be done by whom. */
@Component
class ItemView {
    /** One thing that was typed. */
    record Said(String label, String value) {}

    /** A step with what was typed in it, readable. */
    record Told(
            Step step,
            String at,
            String to,
            List<Said> said,
            List<Evidence.Kept> files,
            List<NewItem.Row> rows,
            @Nullable String link) {}

    /** A part of the item as a bar on the day chart; x and width in hundredths of its span. */
    record Bar(
            Item item,
            Light light,
            String state,
            @Nullable String unit,
            LocalDate from,
            LocalDate to,
            double x,
            double width) {
        public String id() {
            return item.id().toString();
        }
    }

    private final Registers registers;
    private final ItemTable items;
    private final ItemSteps steps;
    private final MoveItem moving;
    private final Signing signing;
    private final Certificates certificates;
    private final Colleagues colleagues;
    private final Watches watches;
    private final Jurisdiction jurisdiction;
    private final Areas areas;
    private final OnSite onSite;
    private final Clock clock;

    ItemView(
            Registers registers,
            ItemTable items,
            ItemSteps steps,
            MoveItem moving,
            Signing signing,
            Certificates certificates,
            Colleagues colleagues,
            Watches watches,
            Jurisdiction jurisdiction,
            Areas areas,
            OnSite onSite,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.steps = steps;
        this.moving = moving;
        this.signing = signing;
        this.certificates = certificates;
        this.colleagues = colleagues;
        this.watches = watches;
        this.jurisdiction = jurisdiction;
        this.areas = areas;
        this.onSite = onSite;
        this.clock = clock;
    }

    String page(Actor actor, Item item, Model model) {
        Register register = registers.of(item);
        Hand hand = Hand.of(actor);
        LocalDate today = CityTime.today(clock);
        Situation situation = moving.situation(item, register, null, today);
        List<Move> moves = register.movesFrom(item.state()).stream()
                .filter(move -> Judge.mayTry(register, move, situation, hand).isEmpty())
                .toList();
        model.addAttribute("item", item);
        model.addAttribute("register", register);
        model.addAttribute("light", item.light(today));
        model.addAttribute("state", register.state(item.state()));
        model.addAttribute("place", areas.path(item.areaCode()));
        model.addAttribute("unit", jurisdiction.unitName(item.unit()));
        model.addAttribute("said", said(register, item, item.fields()));
        model.addAttribute("moves", moves);
        model.addAttribute("others", others(register, item, moves));
        model.addAttribute(
                "history",
                steps.of(item).stream().map(it -> told(register, item, it)).toList());
        model.addAttribute("broken", steps.firstBroken(item).orElse(null));
        model.addAttribute("files", SupportingPapers.MOST);
        boolean person = moves.stream().anyMatch(move -> move.assigns() == Move.Assigns.PERSON);
        model.addAttribute("colleagues", person ? colleagues.of(item) : List.of());
        model.addAttribute("watched", watches.isWatched(actor, Watches.of(item.id())));
        boolean names = moves.stream().anyMatch(move -> move.assigns() == Move.Assigns.UNIT);
        model.addAttribute("units", names ? jurisdiction.unitsNear(item.areaCode()) : List.of());
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        model.addAttribute("today", today);
        model.addAttribute(
                "answers",
                hand.covers(item.areaCode())
                        && (hand.roles().contains(Role.COMMISSION)
                                || hand.roles().contains(Role.HOTLINE)));
        model.addAttribute(
                "visits", moves.stream().anyMatch(move -> move.needs().contains(Move.Need.VISIT)));
        model.addAttribute("signs", Signing.signs(register));
        if (Signing.signs(register)) {
            model.addAttribute("content", signing.content(item));
            model.addAttribute("signed", signing.of(item));
        }
        Publication publication = register.publishes();
        boolean certified = publication != null && publication.state().equals(item.state());
        model.addAttribute("certificate", certified || !signing.of(item).isEmpty() ? certificates.code(item) : null);
        tree(item, hand, today, model);
        return "governance/item";
    }

    private void tree(Item item, Hand hand, LocalDate today, Model model) {
        Long parent = item.parent();
        model.addAttribute(
                "whole",
                parent == null ? null : items.find(item.shard(), parent).orElse(null));
        model.addAttribute(
                "partRegisters",
                registers.all().stream()
                        .filter(it -> it.register()
                                .partsOf()
                                .equals(registers.of(item).id()))
                        .filter(it -> item.open() && hand.isOneOf(it.register().openers()))
                        .toList());
        List<Item> parts = items.parts(item);
        model.addAttribute("bars", bars(parts, today));
        LocalDate first = parts.stream()
                .map(ItemTable::openedOn)
                .min(LocalDate::compareTo)
                .orElse(today);
        LocalDate last =
                parts.stream().map(ItemView::end).max(LocalDate::compareTo).orElse(today);
        model.addAttribute("chartFirst", first);
        model.addAttribute("chartLast", last);
        model.addAttribute("chartToday", share(first, last, today));
    }

    private List<Bar> bars(List<Item> parts, LocalDate today) {
        if (parts.isEmpty()) {
            return List.of();
        }
        LocalDate first = parts.stream()
                .map(ItemTable::openedOn)
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last =
                parts.stream().map(ItemView::end).max(LocalDate::compareTo).orElseThrow();
        Map<Long, String> units = jurisdiction.unitNames(parts);
        List<Bar> bars = new ArrayList<>();
        for (Item part : parts) {
            LocalDate from = ItemTable.openedOn(part);
            LocalDate to = end(part);
            double x = share(first, last, from);
            bars.add(new Bar(
                    part,
                    part.light(today),
                    registers.of(part).state(part.state()).title(),
                    part.unit() == null ? null : units.get(part.unit()),
                    from,
                    to,
                    x,
                    Math.max(1.5, share(first, last, to) - x)));
        }
        return bars;
    }

    private static LocalDate end(Item item) {
        LocalDate limit = item.terms().limit();
        LocalDate closed = item.closedOn();
        return closed != null ? closed : limit != null ? limit : ItemTable.openedOn(item);
    }

    private static double share(LocalDate first, LocalDate last, LocalDate day) {
        long days = Math.max(1, ChronoUnit.DAYS.between(first, last));
        return Math.clamp(100.0 * ChronoUnit.DAYS.between(first, day) / days, 0, 100);
    }

    /** What others can do with it now, so that nobody wonders whom it waits for. */
    private static List<String> others(Register register, Item item, List<Move> own) {
        return register.movesFrom(item.state()).stream()
                .filter(move -> !own.contains(move))
                .map(move -> move.title() + "（" + move.who() + "）")
                .toList();
    }

    /** With how the place that a phone told agrees with the item's. */
    private List<Said> said(Register register, Item item, Map<?, ?> fields) {
        List<Said> said = said(register, fields);
        if (fields.get(Visit.PLACE) instanceof String place) {
            said.add(new Said("到场核对", onSite.said(place, item.areaCode())));
        }
        return said;
    }

    static List<Said> said(Register register, Map<?, ?> fields) {
        List<Said> said = new ArrayList<>();
        register.labels().forEach((name, label) -> {
            if (fields.containsKey(name)) {
                said.add(new Said(label, said(name, fields.get(name))));
            }
        });
        return said;
    }

    /** What stands in a field. */
    static String said(String name, @Nullable Object value) {
        return name.equals(Visit.PLACE) && value instanceof String place ? Visit.said(place) : said(value);
    }

    static String said(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean yes -> yes ? "是" : "否";
            case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
            default -> value.toString();
        };
    }

    private Told told(Register register, Item item, Step step) {
        List<Said> said = new ArrayList<>();
        if (step.detail().get("fields") instanceof Map<?, ?> fields) {
            said.addAll(said(register, item, fields));
        }
        if (step.detail().get("unitName") instanceof String unit) {
            said.add(new Said("责任单位", unit));
        }
        if (step.detail().get("ownerName") instanceof String owner) {
            said.add(new Said("经办人", owner));
        }
        String link = step.detail().get("item") instanceof String other ? other : null;
        return new Told(
                step,
                "%1$tF %1$tR".formatted(CityTime.local(step.at())),
                register.state(step.toState()).title(),
                said,
                files(step),
                rows(step),
                link);
    }

    private static List<NewItem.Row> rows(Step step) {
        List<NewItem.Row> rows = new ArrayList<>();
        if (step.detail().get("rows") instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> row) {
                    rows.add(new NewItem.Row(String.valueOf(row.get("text")), String.valueOf(row.get("path"))));
                }
            }
        }
        return rows;
    }

    static List<Evidence.Kept> files(Step step) {
        List<Evidence.Kept> files = new ArrayList<>();
        if (step.detail().get("files") instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> file) {
                    files.add(Evidence.Kept.of(file));
                }
            }
        }
        return files;
    }
}
