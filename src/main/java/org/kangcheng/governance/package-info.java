/**
 * 治理台账: the register engine. A register is a definition: what an item of its kind says, through which states it goes, who
 * may move it and on what conditions, by which day, who is reminded and what happens when nobody moves. An item is found,
 * owned and closed; nothing is closed without proof, nothing is changed without a trace.
 */
@ApplicationModule(
        displayName = "治理台账",
        allowedDependencies = {
            "kernel",
            "directory",
            "access",
            "definition",
            "tally",
            "sheet",
            "document",
            "attachment",
            "notice",
            "offline",
            "identity",
            "programme",
            "survey"
        })
@NullMarked
package org.kangcheng.governance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
