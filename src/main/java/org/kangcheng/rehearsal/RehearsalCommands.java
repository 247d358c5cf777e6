package org.kangcheng.rehearsal;

/** The commands of this module, for the program's command line. */
public final class RehearsalCommands {
    private RehearsalCommands() {}

    /** @param application the class that the platform is started from */
    public static Object rehearse(Class<?> application) {
        return new Rehearse(application);
    }
}
