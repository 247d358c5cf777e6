package org.kangcheng.operation;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's commands: start, check, backup, restore. Other modules' commands are added beside them. */
public final class OperationCommands {
    private OperationCommands() {}

    public static CommandLine around(Program program) {
        return new CommandLine(new Root())
                .addSubcommand(new Start(program))
                .addSubcommand(new Check(program))
                .addSubcommand(new Backup())
                .addSubcommand(new Restore())
                .setExecutionExceptionHandler(OperationCommands::explain);
    }

    private static int explain(Exception problem, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        CannotProceed known = CannotProceed.in(problem).orElse(null);
        if (known != null) {
            err.println(known.getMessage());
            return known.exitCode();
        }
        problem.printStackTrace(err);
        return 1;
    }

    @Command(
            name = "kangcheng",
            description = "康城：城市全民健康信息平台",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "命令")
    private static final class Root {}
}
