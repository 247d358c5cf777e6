/**
 * 满意度: what residents say of their visits, and what the staff say of their work. A visit is rated once, after its end, by its
 * own resident.
 */
@ApplicationModule(
        displayName = "满意度",
        allowedDependencies = {
            "kernel",
            "directory",
            "access",
            "identity",
            "definition",
            "tally",
            "notice",
            "encounter",
            "programme"
        })
@NullMarked
package org.kangcheng.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
