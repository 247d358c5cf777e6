package org.kangcheng.community;

import java.util.Locale;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Rule;

/**
 * 服务包. Its services are those that the programme {@code family-doctor} owes to whoever has its code among her contracts;
 * its group is the service of the same id there, and in {@code family-doctor-signing}.
 *
 * @param whom who may sign it
 * @param months how long a contract with it runs
 * @param target which share of the group should have signed, in hundredths; 0 for none
 */
record ServicePackage(Definition definition, Rule whom, int months, int target) {
    static final String BASIC = "basic";

    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    /** As a contract keeps it: {@code elderly@1}. */
    String reference() {
        return id() + "@" + definition.version();
    }

    public boolean basic() {
        return id().equals(BASIC);
    }

    static String id(String reference) {
        return reference.substring(0, reference.indexOf('@'));
    }

    /** The fact of having signed it: {@code FD_ELDERLY}. */
    static String code(String reference) {
        return "FD_" + id(reference).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
