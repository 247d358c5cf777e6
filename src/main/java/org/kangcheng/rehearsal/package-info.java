/**
 * 演练: the generated city and the rehearsed day. Everything here is invented, comes from a seed, and uses ID numbers of
 * the unassigned region 371599 alone.
 */
@ApplicationModule(displayName = "演练")
@NullMarked
package org.kangcheng.rehearsal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
