/** 门户: the layout, the home pages of each kind of user, what an error looks like. No business. */
@ApplicationModule(displayName = "门户")
@NullMarked
package org.kangcheng.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
