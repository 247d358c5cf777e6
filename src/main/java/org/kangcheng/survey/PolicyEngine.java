package org.kangcheng.survey;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.programme.PersonalServices;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads policies in plain words out of their definitions. */
public final class PolicyEngine implements Engine {
    static final String NAME = "policy";

    private static final int LONGEST = 300;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** As it is written. */
    private record Text(
            @Nullable String words,
            @Nullable String how,
            @Nullable String due) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        return Engine.findings(definition, PolicyEngine::read);
    }

    static PlainPolicy read(Definition definition) throws UnsoundException {
        Text text;
        try {
            text = JSON.treeToValue(definition.body(), Text.class);
        } catch (JacksonException e) {
            throw new UnsoundException("", "只能写 words、how、due。");
        }
        String words = fitting("words", text.words);
        String how = fitting("how", text.how);
        if (text.due == null) {
            throw new UnsoundException("due", "缺少适用对象的规则。");
        }
        return new PlainPolicy(definition, words, how, PersonalServices.rule("due", text.due));
    }

    private static String fitting(String where, @Nullable String text) throws UnsoundException {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new UnsoundException(where, "应写一段居民看得懂的话，最多 300 个字。");
        }
        return text.strip();
    }
}
