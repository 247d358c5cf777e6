/**
 * 通知: messages to people. The text-message channel lies outside the platform; here a simulator keeps what it would have
 * sent, and the demonstration shows it.
 */
@ApplicationModule(
        displayName = "通知",
        allowedDependencies = {"kernel", "access"})
@NullMarked
package org.kangcheng.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
