package org.kangcheng.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition or a rule that cannot be put in force, with all that is wrong with it. */
public final class UnsoundException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    public UnsoundException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("；")));
        this.findings = List.copyOf(findings);
    }

    public UnsoundException(String where, String why) {
        this(List.of(new Finding(where, why)));
    }

    public List<Finding> findings() {
        return findings;
    }
}
