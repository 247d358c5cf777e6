package org.kangcheng.operation;

import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The program that runs on top: given a database that is up, returns when it serves. */
@FunctionalInterface
public interface Program {
    ConfigurableApplicationContext start(Launch launch);

    /** What the operator should read once the program serves; empty for nothing. */
    default String greeting(ConfigurableApplicationContext started) {
        return "";
    }

    /** What {@code check} asks beside the invariants. */
    default List<FurtherCheck> furtherChecks() {
        return List.of();
    }
}
