/**
 * 居民电子健康卡: a person's one card and the codes that stand for it. Issues, suspends and closes cards; shows static and
 * dynamic codes; reads them, and keeps each reading on disk before it answers. A reading needs no appointment first.
 */
@ApplicationModule(
        displayName = "电子健康卡",
        allowedDependencies = {"kernel", "terminology", "directory", "access", "identity", "tally"})
@NullMarked
package org.kangcheng.card;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
