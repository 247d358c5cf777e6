package org.kangcheng.operation;

import java.util.Map;

/** What the program is started with: the database and the properties that follow from the operator's options. */
public record Launch(DatabaseAccess database, Map<String, String> properties) {

    /** As Spring's command-line arguments, which go before files and environment variables. */
    public String[] arguments() {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    /** Without the properties: there are passwords among them. */
    @Override
    public String toString() {
        return "Launch[" + database + "]";
    }
}
