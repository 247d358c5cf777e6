package org.kangcheng.operation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What {@code check} asks beside the invariants: what no query alone can prove. */
@FunctionalInterface
public interface FurtherCheck {
    /**
     * @param connection as the database's owner, reading only, each statement in a transaction
     * @param data the installation's folder
     */
    List<Invariants.Finding> check(Connection connection, Path data) throws SQLException;
}
