package org.kangcheng.operation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * 外部数据库: a PostgreSQL that somebody else runs. The user in the URL is the owner; the application gets a role of its
 * own if that user may make one.
 */
final class OutsideDatabase {
    private static final String APP = "kangcheng_app";
    private static final int OLDEST = 18;

    private final String url;
    private final String user;
    private final String password;

    private OutsideDatabase(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    static OutsideDatabase at(String urlWithUser) {
        @Nullable Properties parsed = Driver.parseURL(urlWithUser, null);
        if (parsed == null || parsed.getProperty("user") == null) {
            throw new CannotProceed(
                    "数据库地址应形如 jdbc:postgresql://主机/库名?user=…&password=…",
                    "--database-url must look like jdbc:postgresql://host/name?user=…&password=…");
        }
        return new OutsideDatabase(
                withoutUser(urlWithUser), parsed.getProperty("user"), parsed.getProperty("password", ""));
    }

    /** The URL goes into logs and to both roles; whose password it is must be said apart. */
    private static String withoutUser(String url) {
        return DatabaseAccess.silent(
                url.replaceAll("(?<=[?&])(user|password)=[^&]*&?", "").replaceAll("[?&]$", ""));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    DatabaseAccess access(Secrets secrets, Consumer<String> warnings) {
        try (Connection connection = connect()) {
            refuseOlder(connection);
            if (giveAppRole(connection, secrets.app())) {
                return new DatabaseAccess(url, user, password, url, APP, secrets.app());
            }
        } catch (SQLException e) {
            throw new CannotProceed("无法连接数据库 " + url + "：" + e.getMessage(), "Cannot connect to the database.");
        }
        warnings.accept("警告：数据库用户 " + user + " 无权建立角色，程序将以所有者身份运行，少一道防线。"
                + " (No right to create roles: the program runs as the owner.)");
        return new DatabaseAccess(url, user, password, url, user, password);
    }

    private static void refuseOlder(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST) {
            throw new CannotProceed("需要 PostgreSQL 18 或更新，该库是 " + version + "。", "PostgreSQL 18 or newer is needed.");
        }
    }

    /** False if the user may not. */
    private static boolean giveAppRole(Connection connection, String password) {
        try (Statement statement = connection.createStatement()) {
            String verb = exists(statement) ? "alter" : "create";
            statement.execute("%s role %s login password '%s'".formatted(verb, APP, password));
            statement.execute("grant connect, temporary on database \"%s\" to %s"
                    .formatted(connection.getCatalog().replace("\"", "\"\""), APP));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select from pg_roles where rolname = '" + APP + "'")) {
            return row.next();
        }
    }
}
