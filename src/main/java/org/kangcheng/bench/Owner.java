package org.kangcheng.bench;

import org.kangcheng.operation.DatabaseAccess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The measured database as its owner sees it: to lay what is measured on, and to count afterwards. */
final class Owner {
    private Owner() {}

    static JdbcClient of(DatabaseAccess access) {
        return JdbcClient.create(
                new DriverManagerDataSource(access.ownerUrl(), access.ownerUser(), access.ownerPassword()));
    }

    static long number(DatabaseAccess access, String sql) {
        return of(access).sql(sql).query(Long.class).single();
    }
}
