package org.kangcheng;

import org.kangcheng.operation.OperationCommands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** 康城: the open-source health platform for a Chinese city. */
@Modulithic(sharedModules = "kernel")
@SpringBootApplication
@EnableScheduling
public class Kangcheng {
    public static void main(String[] arguments) {
        int exit = OperationCommands.around(launch -> SpringApplication.run(Kangcheng.class, launch.arguments()))
                .execute(arguments);
        System.exit(exit);
    }
}
