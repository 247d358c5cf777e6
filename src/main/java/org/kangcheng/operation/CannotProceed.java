package org.kangcheng.operation;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator must know and can mend: shown as one line in Chinese and one in English, never as a stack trace.
 */
public final class CannotProceed extends RuntimeException {
    /** Another process holds the data directory. */
    static final int IN_USE = 3;

    private final int exitCode;

    public CannotProceed(String chinese, String english) {
        this(1, chinese, english);
    }

    CannotProceed(int exitCode, String chinese, String english) {
        super(chinese + "\n" + english);
        this.exitCode = exitCode;
    }

    /** The one that made {@code problem}, if one did: whoever builds the program wraps what its parts throw. */
    static Optional<CannotProceed> in(Throwable problem) {
        return Stream.<@Nullable Throwable>iterate(
                        problem,
                        Objects::nonNull,
                        it -> Objects.requireNonNull(it).getCause())
                .filter(CannotProceed.class::isInstance)
                .map(CannotProceed.class::cast)
                .findFirst();
    }

    public int exitCode() {
        return exitCode;
    }
}
