package org.kangcheng.operation;

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

    public int exitCode() {
        return exitCode;
    }
}
