/**
 * 应…尽…: the coverage engine. A programme is a definition: whom it is for (a rule over people), which services are due to
 * each, how often, and who cannot be served. The platform keeps, for every village and person, who should be served, who
 * was, who is late, who is excluded and why; the missing ones are a worker's list of work, and every figure opens into
 * the people behind it.
 */
@ApplicationModule(
        displayName = "应做尽做",
        allowedDependencies = {
            "kernel",
            "terminology",
            "directory",
            "access",
            "identity",
            "record",
            "card",
            "settlement",
            "offline",
            "attachment",
            "definition",
            "tally",
            "sheet"
        })
@NullMarked
package org.kangcheng.programme;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
