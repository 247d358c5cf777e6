package org.kangcheng.programme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import tools.jackson.databind.JsonNode;

/** Reads and checks the rules by which signs of made-up data are found. */
public final class SignEngine implements Engine {
    @Override
    public String name() {
        return "sign";
    }

    @Override
    public List<Finding> check(Definition definition) {
        List<Finding> findings = new ArrayList<>();
        JsonNode body = definition.body();
        if (body.path("explanation").asString("").isBlank()) {
            findings.add(new Finding("explanation", "缺少说明。"));
        }
        Set<String> wanted = look(body).map(SignLook::limits).orElse(Set.of());
        if (wanted.isEmpty()) {
            findings.add(new Finding("looks", "没有这种查法。"));
        }
        Set<String> given = new TreeSet<>(body.path("limits").propertyNames());
        if (!given.equals(new TreeSet<>(wanted))) {
            findings.add(new Finding("limits", "应写明：" + String.join("、", new TreeSet<>(wanted)) + "。"));
        }
        body.path("limits").properties().stream()
                .filter(limit ->
                        !limit.getValue().isNumber() || limit.getValue().asDouble() < 0)
                .forEach(limit -> findings.add(new Finding("limits." + limit.getKey(), "应为不小于 0 的数。")));
        return findings;
    }

    private static java.util.Optional<SignLook> look(JsonNode body) {
        String name = body.path("looks").asString("");
        return java.util.Arrays.stream(SignLook.values())
                .filter(look -> look.name().equals(name))
                .findFirst();
    }

    /** The shipped rules, by id. */
    static List<SignRule> shipped() {
        return new Definitions(List.of(new SignEngine()))
                .shipped().stream().map(SignEngine::read).toList();
    }

    private static SignRule read(Definition definition) {
        JsonNode body = definition.body();
        Map<String, Double> limits = new HashMap<>();
        body.path("limits")
                .properties()
                .forEach(limit -> limits.put(limit.getKey(), limit.getValue().asDouble()));
        return new SignRule(
                definition,
                body.path("explanation").asString(),
                look(body).orElseThrow(),
                new SignLook.Limits(Map.copyOf(limits)));
    }
}
