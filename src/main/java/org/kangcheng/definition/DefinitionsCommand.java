package org.kangcheng.definition;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Lists the definitions that the platform knows, a JSON line each; or checks one. */
@Command(
        name = "definitions",
        mixinStandardHelpOptions = true,
        description = "列出全部定义，每行一个 JSON：随程序提供的；指定 --data 时还有页面上新建的。")
public final class DefinitionsCommand implements Callable<Integer> {
    private static final int UNSOUND = 1;

    private final Definitions definitions;

    @Option(names = "--data", description = "数据目录；省略则不访问数据库")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public DefinitionsCommand(List<Engine> engines) {
        this.definitions = new Definitions(engines);
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Definition> all = new TreeMap<>();
        for (Definition shipped : definitions.shipped()) {
            all.put(shipped.engine() + "/" + shipped.id(), shipped);
        }
        if (data != null) {
            made(data, all);
        }
        PrintWriter out = spec.commandLine().getOut();
        all.values().forEach(definition -> out.println(line(definition)));
        out.flush();
        return 0;
    }

    private void made(Path folder, Map<String, Definition> all) throws Exception {
        try (EmbeddedPostgres visit = EmbeddedPostgres.visit(DataDirectory.at(folder), _ -> {});
                var connection = visit.access().connectAsOwner()) {
            made(new MadeDefinitions(JdbcClient.create(new SingleConnectionDataSource(connection, true))), all);
        }
    }

    /**
     * What is in force in the database goes before what was shipped; of each definition the newest version that is sound by
     * today's checks. One that is not is told beside the list.
     */
    void made(MadeDefinitions made, Map<String, Definition> all) {
        Set<String> found = new HashSet<>();
        for (MadeDefinitions.Text text : made.all()) {
            String key = text.engine() + "/" + text.id();
            if (!found.contains(key)) {
                read(text).ifPresent(it -> {
                    all.put(key, it);
                    found.add(key);
                });
            }
        }
    }

    private Optional<Definition> read(MadeDefinitions.Text text) {
        try {
            return Optional.of(definitions.read(text.file(), text.text()));
        } catch (UnsoundException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "%s %s 第 %d 版按现在的检查有问题，未列出：%s".formatted(text.engine(), text.id(), text.version(), e.getMessage()));
            err.flush();
            return Optional.empty();
        }
    }

    private static String line(Definition definition) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("engine", definition.engine());
        line.put("id", definition.id());
        line.put("title", definition.title());
        line.put("version", definition.version());
        line.put("file", definition.file());
        return JsonMapper.shared().writeValueAsString(line);
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "检查一个定义文件，说明哪里不对；没有问题时退出码为 0。")
    int check(@Parameters(paramLabel = "FILE", description = "定义文件") Path file) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Definition definition = definitions.read(file.getFileName().toString(), Files.readString(file));
            out.println("没有问题：" + definition.title() + "（" + definition.id() + " 第 " + definition.version() + " 版）");
            return 0;
        } catch (UnsoundException e) {
            e.findings().forEach(out::println);
            return UNSOUND;
        } finally {
            out.flush();
        }
    }
}
