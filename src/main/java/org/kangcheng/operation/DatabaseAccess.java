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
