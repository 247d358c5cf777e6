package org.kangcheng.operation;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** 核查: asks every invariant of the city's database, running or not, and what the program has checked beside them. */
@Command(name = "check", description = "核查数据库中必须始终成立的不变式", mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {
    @Option(names = "--data", description = "数据目录（默认 ${DEFAULT-VALUE}）")
    private Path data = Path.of("data");

    @Option(names = "--database-url", defaultValue = "${env:KANGCHENG_DATABASE_URL}", description = "已有的 PostgreSQL")
    private @Nullable String databaseUrl;

    private final Program program;

    Check(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws SQLException {
        try (VisitedDatabase visited = VisitedDatabase.of(data, databaseUrl, Screen::say)) {
            List<Invariants.Finding> findings = new ArrayList<>(Invariants.check(visited.connection()));
            for (FurtherCheck further : program.furtherChecks()) {
                findings.addAll(further.check(visited.connection(), data));
            }
            return report(findings);
        }
    }

    static int report(List<Invariants.Finding> findings) {
        Screen.say("%-60s %8s %8s".formatted("不变式", "行数", "毫秒"));
        for (Invariants.Finding finding : findings) {
            Screen.say("%-60s %8d %8d".formatted(finding.name(), finding.rows(), finding.millis()));
            finding.firstRows().forEach(row -> Screen.say("    " + row));
        }
        long broken = findings.stream().filter(finding -> !finding.holds()).count();
        Screen.say(broken == 0 ? "全部成立（" + findings.size() + " 条）。" : "有 " + broken + " 条不成立！");
        return broken == 0 ? 0 : 1;
    }
}
