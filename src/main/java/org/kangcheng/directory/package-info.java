/**
 * 机构人员目录: the city's areas (the National Bureau's tree, and the functional zones' own), institutions, departments,
 * practitioners, and the points where codes are read. Small, rarely changed, known by every module.
 */
@ApplicationModule(
        displayName = "机构人员目录",
        allowedDependencies = {"kernel", "terminology", "sheet"})
@NullMarked
package org.kangcheng.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
