package org.kangcheng.operation;

import org.springframework.context.ConfigurableApplicationContext;

/** The program that runs on top: given a database that is up, returns when it serves. */
@FunctionalInterface
public interface Program {
    ConfigurableApplicationContext start(Launch launch);

    /** What the operator should read once the program serves; empty for nothing. */
    default String greeting(ConfigurableApplicationContext started) {
        return "";
    }
}
