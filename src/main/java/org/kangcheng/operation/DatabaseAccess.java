package org.kangcheng.operation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to reach the city's database in its two roles: the owner migrates and checks, the application does the daily work
 * and can neither change a table's shape nor write what it was not granted.
 */
public record DatabaseAccess(
        String ownerUrl, String ownerUser, String ownerPassword, String appUrl, String appUser, String appPassword) {

    /**
     * The URL with which the driver leaves out of its exceptions what quotes rows (DETAIL) and parameters: an exception
     * ends in a log, and a row may be a person.
     */
    static String silent(String url) {
        String plain =
                url.replaceAll("(?<=[?&])logServerErrorDetail=[^&]*&?", "").replaceAll("[?&]$", "");
        return plain + (plain.contains("?") ? "&" : "?") + "logServerErrorDetail=false";
    }

    /** By Spring's names, for the program that works on it; in an order, so that more can follow. There are passwords among them. */
    public Map<String, String> properties() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("spring.datasource.url", appUrl);
        all.put("spring.datasource.username", appUser);
        all.put("spring.datasource.password", appPassword);
        all.put("spring.flyway.url", ownerUrl);
        all.put("spring.flyway.user", ownerUser);
        all.put("spring.flyway.password", ownerPassword);
        return all;
    }

    public Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(ownerUrl, ownerUser, ownerPassword);
    }

    public Connection connectAsApp() throws SQLException {
        return DriverManager.getConnection(appUrl, appUser, appPassword);
    }

    /** Without the passwords: this may end in a log. */
    @Override
    public String toString() {
        return "DatabaseAccess[%s as %s, %s as %s]".formatted(ownerUrl, ownerUser, appUrl, appUser);
    }
}
