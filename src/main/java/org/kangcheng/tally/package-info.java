/**
 * 计数: what all figures share. Whoever changes what is counted writes the change in its own transaction; a moment later
 * it is folded into the counts of the village, town, county and city, and until then added by whoever reads. A figure is
 * thus never older than the rows it counts, and no page counts rows.
 */
@ApplicationModule(
        displayName = "计数",
        allowedDependencies = {"kernel"})
@NullMarked
package org.kangcheng.tally;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
