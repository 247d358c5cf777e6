package org.kangcheng.governance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * What a list was asked for, as it stands in the page's address.
 *
 * @param area its code; empty: all that she answers for
 * @param state empty: any
 * @param owner the name of whoever has it; empty: anybody
 * @param field in which {@code words} are looked for; empty: the title
 */
record Asked(
        ItemFilter.@Nullable Whose whose,
        String area,
        @Nullable Light light,
        String state,
        String owner,
        String field,
        String words) {
    /** As the form has it. */
    private static final int LONGEST = 40;

    private static final Refusal WRONG = Refusal.badInput("filter", "没有这样的筛选条件。");

    /** Refused with 400 for a light or a whose that there is not. */
    static Asked of(Map<String, String> parameters) {
        return new Asked(
                one(ItemFilter.Whose.values(), text(parameters, "whose")),
                text(parameters, "area"),
                one(Light.values(), text(parameters, "light")),
                text(parameters, "state"),
                text(parameters, "owner"),
                text(parameters, "field"),
                text(parameters, "words"));
    }

    /** Out of what {@link #query} wrote. */
    static Asked of(String query) {
        Map<String, String> parameters = new HashMap<>();
        UriComponentsBuilder.newInstance()
                .query(query)
                .build(true)
                .getQueryParams()
                .toSingleValueMap()
                .forEach((name, value) -> parameters.put(name, UriUtils.decode(value, StandardCharsets.UTF_8)));
        return of(parameters);
    }

    private static String text(Map<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "").strip();
        if (text.length() > LONGEST) {
            throw WRONG.asException();
        }
        return text;
    }

    private static <E extends Enum<E>> @Nullable E one(E[] all, String name) {
        return name.isEmpty()
                ? null
                : Arrays.stream(all)
                        .filter(it -> it.name().equals(name))
                        .findFirst()
                        .orElseThrow(WRONG::asException);
    }

    Asked whose(ItemFilter.Whose shown) {
        return new Asked(shown, area, light, state, owner, field, words);
    }

    /** Encoded, as it follows the question mark; what was not asked for is left out. */
    public String query() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        add(query, "whose", whose == null ? "" : whose.name());
        add(query, "area", area);
        add(query, "light", light == null ? "" : light.name());
        add(query, "state", state);
        add(query, "owner", owner);
        add(query, "field", field);
        add(query, "words", words);
        String encoded = query.build(true).getQuery();
        return encoded == null ? "" : encoded;
    }

    private static void add(UriComponentsBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
        }
    }
}
