package org.kangcheng.operation;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps Spring from logging a stack trace of what the command is about to say in a line. */
final class SaidInALine implements SpringBootExceptionReporter {
    SaidInALine(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return CannotProceed.in(failure).isPresent();
    }
}
