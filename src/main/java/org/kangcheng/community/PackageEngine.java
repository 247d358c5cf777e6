package org.kangcheng.community;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.programme.PersonalServices;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads service packages out of their definitions, and tells everything that is wrong with one. */
public final class PackageEngine implements Engine {
    static final String NAME = "package";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final int MOST_MONTHS = 36;
    private static final int ALL = 100;

    /** As it is written. */
    private record Text(@JsonProperty("for") @Nullable String whom, int months, int target) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        return Engine.findings(definition, PackageEngine::read);
    }

    static ServicePackage read(Definition definition) throws UnsoundException {
        Text text = text(definition);
        List<Finding> findings = new ArrayList<>();
        if (text.months() < 1 || text.months() > MOST_MONTHS) {
            findings.add(new Finding("months", "签约期应为 1 至 %d 个月。".formatted(MOST_MONTHS)));
        }
        if (text.target() < 0 || text.target() > ALL) {
            findings.add(new Finding("target", "应为 0 至 100 的百分数；0 表示没有目标。"));
        }
        if (text.whom() == null) {
            findings.add(new Finding("for", "缺少服务对象的规则。"));
        }
        if (!findings.isEmpty() || text.whom() == null) {
            throw new UnsoundException(findings);
        }
        Rule whom = PersonalServices.rule("for", text.whom());
        return new ServicePackage(definition, whom, text.months(), text.target());
    }

    private static Text text(Definition definition) throws UnsoundException {
        try {
            return JSON.treeToValue(definition.body(), Text.class);
        } catch (JacksonException e) {
            throw new UnsoundException("", "只能写 for、months、target，months 和 target 为整数。");
        }
    }
}
