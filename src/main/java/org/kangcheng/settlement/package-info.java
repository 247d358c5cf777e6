/**
 * 一站式结算: says of each fen of a bill who pays it and by which rule. A settled sheet is never edited: it is reversed as
 * a whole and settled anew.
 */
@ApplicationModule(
        displayName = "一站式结算",
        allowedDependencies = {"kernel", "payment"})
@NullMarked
package org.kangcheng.settlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
