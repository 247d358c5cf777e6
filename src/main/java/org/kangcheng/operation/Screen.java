package org.kangcheng.operation;

import java.io.Console;

/** What the operator sees. */
final class Screen {
    private Screen() {}

    static void say(String line) {
        System.out.println(line);
    }

    /** Replaces the line that stands there. */
    static void sayInPlace(String line, boolean last) {
        System.out.print("\r" + line + (last ? System.lineSeparator() : ""));
        System.out.flush();
    }

    /** Somebody looks, and a line can be replaced; else it is a file or a pipe. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where nobody sits
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
