package org.kangcheng.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.programme.ProgrammeEngine;
import picocli.CommandLine;

/** The list of definitions from outside: the shipped ones, those that were made here, and what became of an unsound one. */
class DefinitionsCommandStory extends TestPlatform {
    private static final String TEXT = """
            engine: programme
            id: story-listed
            title: 列出的项目
            version: %d
            source: 测试
            from: 2020-01-01
            members: '%s'
            services:
              - {id: visit, title: 上门, cadence: {once: {within: 30}}, by: [VILLAGE_DOCTOR]}
            examples:
              - {facts: {diagnoses: [STORY_LISTED]}, member: true}
              - {facts: {age: 1}, member: false}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsTheNewestSoundVersionAndSaysWhatIsNotSound() throws Exception {
        made(1, "\"STORY_LISTED\" in diagnoses");
        made(2, "wage > 3");

        Map<String, Definition> all = new HashMap<>();
        DefinitionsCommand command = new DefinitionsCommand(List.of(new ProgrammeEngine()));
        new CommandLine(command).setErr(new PrintWriter(err, true));
        command.made(new MadeDefinitions(jdbc), all);
        assertThat(Objects.requireNonNull(all.get("programme/story-listed")).version())
                .isEqualTo(1);
        assertThat(err.toString()).contains("story-listed 第 2 版").contains("wage");
    }

    @Test
    void listsWhatIsShippedWithoutADatabase() {
        assertThat(list()).isZero();
        assertThat(out.toString().lines())
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.startsWith("{\"engine\":\"programme\",\"id\":\""))
                .noneMatch(line -> line.contains("story-listed"));
    }

    private int list(String... arguments) {
        return new CommandLine(new DefinitionsCommand(List.of(new ProgrammeEngine())))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static void made(int version, String members) throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner();
                var statement = connection.prepareStatement("""
                        insert into definition.version (engine, id, version, file, text, put_in_force_at, put_in_force_by)
                        values ('programme', 'story-listed', ?, 'page', ?, now(), '委') on conflict do nothing
                        """)) {
            statement.setInt(1, version);
            statement.setString(2, TEXT.formatted(version, members));
            statement.executeUpdate();
        }
    }
}
