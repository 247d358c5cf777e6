/**
 * 附件: photos, voice notes and papers that people hand in, outside the rows: sealed files in the data directory, which the back-up
 * takes along. What a file is, its content says, not its name; a scanner may refuse it.
 */
@ApplicationModule(
        displayName = "附件",
        allowedDependencies = {"kernel", "access", "operation"})
@NullMarked
package org.kangcheng.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
