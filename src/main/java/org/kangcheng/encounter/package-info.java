/**
 * 就诊服务: a visit and its steps: check-in, consulting room, laboratory, pharmacy, bill. Each step at a desk begins with
 * the reading of the person's code; what the desk does stands on that reading. Each step files what it did into the
 * record.
 */
@ApplicationModule(
        displayName = "就诊服务",
        allowedDependencies = {
            "kernel",
            "terminology",
            "directory",
            "access",
            "identity",
            "card",
            "record",
            "payment",
            "settlement",
            "booking",
            "tally"
        })
@NullMarked
package org.kangcheng.encounter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
