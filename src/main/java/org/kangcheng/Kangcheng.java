package org.kangcheng;

import java.util.List;
import org.kangcheng.access.SealCheck;
import org.kangcheng.appraisal.AppraisalEngine;
import org.kangcheng.bench.BenchCommand;
import org.kangcheng.community.PackageEngine;
import org.kangcheng.definition.DefinitionsCommand;
import org.kangcheng.exchange.ExchangeCommands;
import org.kangcheng.governance.RegisterEngine;
import org.kangcheng.governance.VerifySignature;
import org.kangcheng.indicator.AnalystCommand;
import org.kangcheng.indicator.IndicatorEngine;
import org.kangcheng.indicator.ProveCommand;
import org.kangcheng.operation.FurtherCheck;
import org.kangcheng.operation.Launch;
import org.kangcheng.operation.OperationCommands;
import org.kangcheng.operation.Program;
import org.kangcheng.programme.ProgrammeEngine;
import org.kangcheng.programme.SignEngine;
import org.kangcheng.rehearsal.Demonstration;
import org.kangcheng.rehearsal.RehearsalCommands;
import org.kangcheng.survey.PolicyEngine;
import org.kangcheng.survey.QuestionnaireEngine;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** 康城: the open-source health platform for a Chinese city. */
@Modulithic(sharedModules = "kernel")
@SpringBootApplication
@EnableScheduling
public class Kangcheng {
    public static void main(String[] arguments) {
        System.exit(OperationCommands.around(new Platform())
                .addSubcommand(new BenchCommand(Kangcheng.class))
                .addSubcommand(new DefinitionsCommand(List.of(
                        new ProgrammeEngine(),
                        new PackageEngine(),
                        new RegisterEngine(),
                        new SignEngine(),
                        new QuestionnaireEngine(),
                        new PolicyEngine(),
                        new IndicatorEngine(),
                        new AppraisalEngine())))
                .addSubcommand(new ProveCommand())
                .addSubcommand(new AnalystCommand())
                .addSubcommand(new VerifySignature())
                .addSubcommand(ExchangeCommands.synthea())
                .addSubcommand(RehearsalCommands.rehearse(Kangcheng.class))
                .execute(arguments));
    }

    /** The platform as the start command runs it: it serves when its city is there. */
    private static final class Platform implements Program {
        @Override
        public ConfigurableApplicationContext start(Launch launch) {
            ConfigurableApplicationContext context = SpringApplication.run(Kangcheng.class, launch.arguments());
            context.getBeanProvider(Demonstration.class).ifAvailable(Demonstration::prepare);
            return context;
        }

        @Override
        public List<FurtherCheck> furtherChecks() {
            return List.of(new SealCheck());
        }

        @Override
        public String greeting(ConfigurableApplicationContext context) {
            Demonstration demonstration =
                    context.getBeanProvider(Demonstration.class).getIfAvailable();
            return demonstration == null ? "" : demonstration.accounts();
        }
    }
}
