package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.indicator.Indicator.Part;
import org.kangcheng.indicator.IndicatorText.ExampleText;
import org.kangcheng.indicator.IndicatorText.SideText;
import org.kangcheng.tally.FeedName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads an indicator out of its definition, and finds everything that is wrong with it. */
final class IndicatorReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int SHORTEST_EXPLANATION = 8;

    private final Definition definition;
    private final Map<String, FeedName> known;
    private final List<Finding> findings = new ArrayList<>();

    IndicatorReader(Definition definition, Map<String, FeedName> known) {
        this.definition = definition;
        this.known = known;
    }

    Indicator indicator() throws UnsoundException {
        IndicatorText text = text();
        String unfed = words(text.unfed());
        Unit unit = one(Unit.class, "unit", text.unit(), Unit.COUNT);
        List<Part> numerator = side("numerator", text.numerator());
        List<Part> denominator = side("denominator", text.denominator());
        Indicator read = new Indicator(
                definition,
                required("group", text.group(), 1),
                required("explanation", text.explanation(), SHORTEST_EXPLANATION),
                unit,
                one(Direction.class, "direction", text.direction(), Direction.NEITHER),
                numerator,
                denominator,
                words(text.exclusions()),
                periods(text.periods()),
                text.target(),
                text.targets() == null ? Map.of() : Map.copyOf(text.targets()),
                new LinkedHashSet<>(orEmpty(text.repeats())),
                Boolean.TRUE.equals(text.interval()),
                Boolean.TRUE.equals(text.open()),
                byInstitution(numerator, denominator),
                unfed);
        if (unfed.isEmpty()) {
            checkFeeds(read);
            checkDivision(read);
            checkPeriods(read);
        } else if (!numerator.isEmpty() || !denominator.isEmpty()) {
            found("unfed", "写明未接入的指标不能有分子、分母。");
        }
        if (findings.isEmpty() && unfed.isEmpty()) {
            checkExamples(read, orEmpty(text.examples()));
        }
        if (!findings.isEmpty()) {
            throw new UnsoundException(findings);
        }
        return read;
    }

    private IndicatorText text() throws UnsoundException {
        try {
            return JSON.treeToValue(definition.body(), IndicatorText.class);
        } catch (DatabindException e) {
            String where = e.getPath().stream()
                    .map(it -> it.getPropertyName() == null ? Integer.toString(it.getIndex()) : it.getPropertyName())
                    .reduce((a, b) -> a + "." + b)
                    .orElse("");
            throw new UnsoundException(where, "没有这一项，或值的类型不对。");
        } catch (JacksonException e) {
            throw new UnsoundException("", "读不懂这个定义。");
        }
    }

    private List<Part> side(String where, @Nullable SideText side) {
        if (side == null) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        orEmpty(side.add()).forEach(feed -> parts.add(new Part(feed, 1)));
        orEmpty(side.less()).forEach(feed -> parts.add(new Part(feed, -1)));
        if (parts.isEmpty()) {
            found(where, "没有写 add 的数据来源。");
        }
        return List.copyOf(parts);
    }

    private boolean byInstitution(List<Part> numerator, List<Part> denominator) {
        return !numerator.isEmpty()
                && Stream.concat(numerator.stream(), denominator.stream())
                        .map(part -> known.get(part.feed()))
                        .allMatch(name -> name != null && name.grain() != FeedName.Grain.RESIDENCE);
    }

    private void checkFeeds(Indicator read) {
        checkSide("numerator", read.numerator());
        checkSide("denominator", read.denominator());
        if (read.numerator().stream().noneMatch(part -> part.sign() > 0)) {
            found("numerator", "分子没有数据来源；还没有的请写 unfed。");
        }
        if (hasLess(read.numerator()) || hasLess(read.denominator())) {
            if (read.exclusions().isEmpty()) {
                found("exclusions", "有扣除（less）的，应写明哪些不计、为什么。");
            }
        }
    }

    private static boolean hasLess(List<Part> side) {
        return side.stream().anyMatch(part -> part.sign() < 0);
    }

    /** Every feed is there, is named once, adds nothing that is in another, and takes away only what is in another. */
    private void checkSide(String where, List<Part> side) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < side.size(); i++) {
            Part part = side.get(i);
            String at = where + "." + i;
            if (!known.containsKey(part.feed())) {
                found(at, "没有名为“%s”的数据来源。".formatted(part.feed()));
            } else if (!seen.add(part.feed())) {
                found(
                        at,
                        part.sign() > 0
                                ? "“%s”重复计算。".formatted(part.feed())
                                : "“%s”既加又减，什么也不剩。".formatted(part.feed()));
            } else {
                boolean inside = side.stream()
                        .anyMatch(other -> other != part && other.sign() > 0 && lies(part.feed(), other.feed()));
                if (part.sign() > 0 && inside) {
                    found(at, "“%s”已包含在同一边的另一来源之中，会重复计算。".formatted(part.feed()));
                }
                if (part.sign() < 0 && !inside) {
                    found(at, "“%s”不在所加的来源之中，不能从中扣除。".formatted(part.feed()));
                }
            }
        }
    }

    /** Whether every row of one is a row of the other. */
    private boolean lies(String feed, String whole) {
        FeedName name = known.get(feed);
        while (name != null && name.within() != null) {
            if (name.within().equals(whole)) {
                return true;
            }
            name = known.get(name.within());
        }
        return false;
    }

    private void checkDivision(Indicator read) {
        boolean divides = read.denominator().stream().anyMatch(part -> part.sign() > 0);
        if (read.unit().divides() && !divides) {
            found("denominator", "单位是%s，却没有分母：除以空。".formatted(read.unit().name()));
        }
        if (!read.unit().divides() && !read.denominator().isEmpty()) {
            found("denominator", "单位是%s，不应有分母。".formatted(read.unit().name()));
        }
        if (read.unit() == Unit.PERCENT && divides) {
            for (Part part : read.numerator()) {
                boolean within = read.denominator().stream()
                        .anyMatch(
                                of -> of.sign() > 0 && (of.feed().equals(part.feed()) || lies(part.feed(), of.feed())));
                if (known.containsKey(part.feed()) && !within) {
                    found("numerator", "“%s”不在分母之中，不能成为百分比。".formatted(part.feed()));
                }
            }
        }
    }

    private void checkPeriods(Indicator read) {
        Set<FeedName.Time> times = read.feeds().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .map(FeedName::time)
                .collect(Collectors.toSet());
        if (times.contains(FeedName.Time.YEARLY) && !read.periods().equals(List.of(Period.Kind.YEAR))) {
            found("periods", "其中有每人每年一次的数据来源，只能按年统计。");
        }
        boolean events = times.contains(FeedName.Time.EVENTS);
        if (events && read.periods().contains(Period.Kind.NOW)) {
            found("periods", "其中有按日发生的数据来源，不能按“当前”统计。");
        }
    }

    private List<Period.Kind> periods(@Nullable List<String> texts) {
        List<Period.Kind> kinds = new ArrayList<>();
        for (String text : orEmpty(texts)) {
            kinds.add(one(Period.Kind.class, "periods", text, Period.Kind.NOW));
        }
        if (kinds.isEmpty()
                && words(definition.body().path("unfed").asString("")).isEmpty()) {
            found("periods", "应写明统计期：now、day、month、quarter、year。");
        }
        return kinds.isEmpty() ? List.of(Period.Kind.MONTH) : List.copyOf(kinds);
    }

    private void checkExamples(Indicator read, List<ExampleText> examples) {
        if (examples.isEmpty()) {
            found("examples", "至少要有一个算例。");
        }
        for (int i = 0; i < examples.size(); i++) {
            check(read, examples.get(i), "examples." + i);
        }
    }

    private void check(Indicator read, ExampleText example, String where) {
        Map<String, Long> counts = example.feeds() == null ? Map.of() : example.feeds();
        if (!counts.keySet().equals(Set.copyOf(read.feeds()))) {
            found(where + ".feeds", "应写明每个数据来源的数：" + String.join("、", read.feeds()) + "。");
            return;
        }
        Double value = read.unit().value(sum(read.numerator(), counts), sum(read.denominator(), counts));
        String text = read.unit().text(value);
        if (!text.equals(example.value())) {
            found(where + ".value", "应为 %s，写的是 %s。".formatted(text, example.value()));
        }
        Light light = read.direction().light(value, read.target());
        if (example.light() != null && !example.light().equalsIgnoreCase(light.name())) {
            found(where + ".light", "应为 %s，写的是 %s。".formatted(light.name().toLowerCase(Locale.ROOT), example.light()));
        }
    }

    static long sum(List<Part> side, Map<String, Long> counts) {
        return side.stream()
                .mapToLong(part -> part.sign() * counts.getOrDefault(part.feed(), 0L))
                .sum();
    }

    private <E extends Enum<E>> E one(Class<E> type, String where, @Nullable String text, E otherwise) {
        String name = words(text).toUpperCase(Locale.ROOT).replace('-', '_');
        E[] all = Objects.requireNonNull(type.getEnumConstants());
        for (E constant : all) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        if (!where.equals("direction") || !name.isEmpty()) {
            found(
                    where,
                    "应为其中之一："
                            + String.join(
                                    "、",
                                    Arrays.stream(all)
                                            .map(it -> it.name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', '-'))
                                            .toList())
                            + "。");
        }
        return otherwise;
    }

    private String required(String where, @Nullable String text, int shortest) {
        String words = words(text);
        if (words.length() < shortest) {
            found(where, words.isEmpty() ? "缺少“" + where + "”。" : "写得太短，说不清统计口径。");
        }
        return words;
    }

    private static String words(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private void found(String where, String what) {
        findings.add(new Finding(where, what));
    }
}
