package org.kangcheng.indicator;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.VisitedDatabase;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recounts the rows behind every figure, of the city, of each area and of each institution; in one moment of the database. */
@Command(name = "prove", mixinStandardHelpOptions = true, description = "逐行重算指标，与页面上的数核对：全市、每个区划、每家机构。有不一致时退出码不为 0。")
public final class ProveCommand implements Callable<Integer> {
    private static final int UNKNOWN = 2;
    private static final String DIFFERS = "不一致";

    @Option(names = "--data", description = "数据目录（默认 ${DEFAULT-VALUE}）")
    private Path data = Path.of("data");

    @Option(names = "--database-url", defaultValue = "${env:KANGCHENG_DATABASE_URL}", description = "已有的 PostgreSQL")
    private @Nullable String databaseUrl;

    @Option(names = "--period", description = "统计期：2026-11-22、2026-11、2026-Q4、2026；默认每个指标各按自己的当前期")
    private @Nullable String period;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "指标；省略则全部")
    private @Nullable String id;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        try (VisitedDatabase visited = VisitedDatabase.of(data, databaseUrl, _ -> {})) {
            Connection connection = visited.connection();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            int outcome = prove(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            connection.rollback();
            return outcome;
        }
    }

    private int prove(JdbcClient jdbc) {
        Clock clock = Clock.systemUTC();
        KnownFeeds feeds = KnownFeeds.visiting(jdbc, clock);
        InstitutionPlaces institutions = new InstitutionPlaces(jdbc);
        InForce inForce = new InForce(new MadeDefinitions(jdbc), feeds, clock);
        Counts counts = new Counts(Tally.visiting(jdbc), institutions, jdbc);
        Proof proof = new Proof(feeds, counts, new Rows(jdbc, institutions), institutions, jdbc, clock);
        List<Indicator> asked = new ArrayList<>(inForce.all());
        if (id != null) {
            asked.removeIf(it -> !it.id().equals(id));
        }
        if (asked.isEmpty()) {
            say("没有指标“" + id + "”。");
            return UNKNOWN;
        }
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        say("%-44s %-10s %14s %14s  %s".formatted("指标", "统计期", "数值", "逐行重算", "结果"));
        for (Indicator indicator : asked) {
            Period of = period == null
                    ? Period.of(indicator.usual(), CityTime.today(clock))
                    : Period.parse(period, CityTime.today(clock)).orElseThrow();
            Proof.Finding finding = proof.everywhere(indicator, of);
            outcomes.merge(say(finding), 1, Integer::sum);
        }
        say("合计：" + outcomes);
        return outcomes.containsKey(DIFFERS) ? 1 : 0;
    }

    private String say(Proof.Finding finding) {
        String outcome =
                finding.broken() != null ? "未接入" : !finding.agrees() ? DIFFERS : finding.empty() ? "一致（还没有数据）" : "一致";
        String detail = finding.broken() != null
                ? "（" + finding.broken() + "）"
                : "（" + finding.places() + " 处"
                        + (finding.agrees() ? "" : "，" + finding.differing() + " 处不一致：" + finding.first()) + "）";
        say("%-44s %-10s %14s %14s  %s%s"
                .formatted(
                        finding.indicator().id(),
                        finding.period().key(),
                        sides(finding.countedText(), finding.counted(), finding.countedOf()),
                        sides(finding.recountedText(), finding.recounted(), finding.recountedOf()),
                        outcome,
                        detail));
        return outcome;
    }

    private static String sides(String text, long numerator, @Nullable Long denominator) {
        return denominator == null ? text : text + " " + numerator + "/" + denominator;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
