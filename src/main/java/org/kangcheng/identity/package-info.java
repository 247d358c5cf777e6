/**
 * 居民主索引: who the residents are. One person a resident, found by document, phone, name or card; statuses that
 * somebody granted; matching, merge and split, corrections. Only here are names searched and documents read in clear.
 */
@ApplicationModule(
        displayName = "居民主索引",
        allowedDependencies = {"kernel", "terminology", "directory", "access", "sheet"})
@NullMarked
package org.kangcheng.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
