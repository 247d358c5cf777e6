/**
 * 预约挂号: sessions, their numbers, and who has which. A number is a row; it is taken in one statement whose row count
 * decides, so that none is sold twice and none is lost, however many ask at once.
 */
@ApplicationModule(
        displayName = "预约挂号",
        allowedDependencies = {"kernel", "terminology", "directory", "access", "identity", "notice", "tally"})
@NullMarked
package org.kangcheng.booking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
