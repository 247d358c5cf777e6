/**
 * 指标: the figure engine. An indicator is a definition: a numerator and a denominator of feeds that the modules below declare,
 * its unit, direction, periods, target, source, and examples that must hold. A figure is read from counts that are kept as
 * things happen, opens into its parts and at the bottom into the rows behind it, and is proved by counting those rows anew.
 */
@ApplicationModule(
        displayName = "指标",
        allowedDependencies = {
            "kernel",
            "directory",
            "access",
            "identity",
            "definition",
            "tally",
            "sheet",
            "operation",
            "card",
            "record",
            "payment",
            "booking",
            "encounter",
            "programme",
            "community",
            "survey",
            "governance"
        })
@NullMarked
package org.kangcheng.indicator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
