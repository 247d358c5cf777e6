package org.kangcheng.operation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

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
