package org.kangcheng.definition;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a definition from YAML: plain data, no tags, no aliases, no more than a few pages. */
final class DefinitionText {
    private static final int LONGEST = 100_000;
    private static final int DEEPEST = 20;
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<String> HEADER =
            Set.of("engine", "id", "title", "version", "source", "example", "from", "until");

    private final String file;
    private final List<Finding> findings = new ArrayList<>();

    private DefinitionText(String file) {
        this.file = file;
    }

    static Definition read(String file, String text) throws UnsoundException {
        return new DefinitionText(file).definition(text);
    }

    private Definition definition(String text) throws UnsoundException {
        if (!(tree(text) instanceof ObjectNode root)) {
            throw new UnsoundException("", "定义应当是一组“名称: 值”。");
        }
        String engine = words(root, "engine");
        String id = words(root, "id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            findings.add(new Finding("id", "标识应为小写英文单词，用连字符连接。"));
        }
        String title = words(root, "title");
        String source = words(root, "source");
        int version = root.path("version").asInt(0);
        if (version < 1) {
            findings.add(new Finding("version", "版本应为 1、2、3…"));
        }
        LocalDate from = day(root, "from");
        LocalDate until = root.has("until") ? day(root, "until") : null;
        if (from == null && !root.has("from")) {
            findings.add(new Finding("from", "缺少生效日期。"));
        }
        if (from != null && until != null && !until.isAfter(from)) {
            findings.add(new Finding("until", "失效日期应晚于生效日期。"));
        }
        if (!findings.isEmpty() || from == null) {
            throw new UnsoundException(findings);
        }
        boolean example = root.path("example").asBoolean(false);
        ObjectNode body = root.deepCopy();
        body.remove(HEADER);
        return new Definition(engine, id, title, version, source, example, from, until, file, text, body);
    }

    private String words(ObjectNode root, String name) {
        String value = root.path(name).asString("").strip();
        if (value.isEmpty() || value.length() > 200) {
            findings.add(new Finding(name, value.isEmpty() ? "缺少“" + name + "”。" : "超过 200 个字符。"));
            return "";
        }
        return value;
    }

    private @Nullable LocalDate day(ObjectNode root, String name) {
        try {
            return root.has(name) ? LocalDate.parse(root.path(name).asString("")) : null;
        } catch (DateTimeParseException e) {
            findings.add(new Finding(name, "日期应写作 2026-01-31。"));
            return null;
        }
    }

    private static JsonNode tree(String text) throws UnsoundException {
        if (text.length() > LONGEST) {
            throw new UnsoundException("", "定义超过 %d 个字符。".formatted(LONGEST));
        }
        try {
            return JsonMapper.shared().valueToTree(yaml().load(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new UnsoundException("第 " + line + " 行", "不是有效的 YAML：" + e.getProblem());
        } catch (YAMLException | IllegalArgumentException e) {
            throw new UnsoundException("", "不是有效的 YAML。");
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        DumperOptions dump = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dump), dump, options, new DaysAreText());
    }

    /** A date stays the text that it is. */
    private static final class DaysAreText extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }
}
