/**
 * 测速: what is claimed of speed, measured as ratios in one run: the platform as a process of its own, its load generator,
 * and beside it a peer (pgbench, a bare statement) doing the same reads and durable writes on the same database.
 */
@ApplicationModule(displayName = "测速")
@NullMarked
package org.kangcheng.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
