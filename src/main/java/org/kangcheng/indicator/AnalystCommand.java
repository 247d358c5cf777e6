package org.kangcheng.indicator;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.operation.VisitedDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the schema of views for analysts; again after definitions have changed. */
@Command(
        name = "analyst",
        mixinStandardHelpOptions = true,
        description = "为分析人员建立只读模式 analyst：每个指标一个视图，不含居民；定义变动后再运行一次。")
public final class AnalystCommand implements Callable<Integer> {
    @Option(names = "--data", description = "数据目录（默认 ${DEFAULT-VALUE}）")
    private Path data = Path.of("data");

    @Option(names = "--database-url", defaultValue = "${env:KANGCHENG_DATABASE_URL}", description = "已有的 PostgreSQL")
    private @Nullable String databaseUrl;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        try (VisitedDatabase visited = VisitedDatabase.of(data, databaseUrl, _ -> {})) {
            Connection connection = visited.connection();
            connection.setAutoCommit(false);
            SingleConnectionDataSource source = new SingleConnectionDataSource(connection, true);
            JdbcClient jdbc = JdbcClient.create(source);
            Clock clock = Clock.systemUTC();
            KnownFeeds feeds = KnownFeeds.visiting(jdbc, clock);
            InForce inForce = new InForce(new MadeDefinitions(jdbc), feeds, clock);
            List<String> views = new AnalystViews(new JdbcTemplate(source), feeds.all()).make(inForce.all());
            connection.commit();
            views.forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().println("共 " + views.size() + " 个视图；数据库中若有角色 " + AnalystViews.ROLE + "，它可以读。");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
