package org.kangcheng.rehearsal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Connections of the role that owns the tables: emptying one, or taking off its indexes, is not the application's. */
@Component
class OwnerConnections {
    private final String url;
    private final String user;
    private final String password;

    OwnerConnections(
            @Value("${spring.flyway.url}") String url,
            @Value("${spring.flyway.user}") String user,
            @Value("${spring.flyway.password}") String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
