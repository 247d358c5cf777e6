package org.kangcheng.exchange;

/** The commands of this module, for the program's command line. */
public final class ExchangeCommands {
    private ExchangeCommands() {}

    public static Object synthea() {
        return new SyntheaCommand();
    }
}
