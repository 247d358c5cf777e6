/**
 * 离线: what a part of the platform that works without a network owes to the phone's shell (in {@code portal}): what the
 * phone may take along, and what becomes of that which it brings back. Each module that has such pages is a part.
 */
@ApplicationModule(
        displayName = "离线",
        allowedDependencies = {"kernel", "access"})
@NullMarked
package org.kangcheng.offline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
