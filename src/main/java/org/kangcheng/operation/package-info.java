/**
 * 运维: everything between the operating system and the program.
 *
 * <p>Promises a running database to whoever asks ({@link org.kangcheng.operation.EmbeddedPostgres}), with nothing to
 * install beforehand; and the operator's commands: start, check, backup, restore
 * ({@link org.kangcheng.operation.OperationCommands}). Knows no business word and no table: only databases, files,
 * processes and the folder that holds them ({@link org.kangcheng.operation.DataDirectory}).
 */
@ApplicationModule(
        displayName = "运维",
        allowedDependencies = {"kernel"})
@NullMarked
package org.kangcheng.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
