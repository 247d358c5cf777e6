/**
 * 内核: what every module speaks in: money in fen, ids that carry their distribution key, refusals, pages of results,
 * the SM2/SM3/SM4 primitives and the versioned keys. It knows no business word.
 */
@ApplicationModule(
        displayName = "内核",
        allowedDependencies = {})
@NullMarked
package org.kangcheng.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
