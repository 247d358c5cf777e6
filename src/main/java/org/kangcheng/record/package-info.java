/**
 * 健康档案: the life-long record of each resident. Every entry is a FHIR R4 resource kept as it was received; beside it
 * stand the few columns that timelines and searches need. Entries are revised, never overwritten; who may read is told
 * by grants, who has read by {@code access}.
 */
@ApplicationModule(
        displayName = "健康档案",
        allowedDependencies = {"kernel", "terminology", "directory", "access", "identity"})
@NullMarked
package org.kangcheng.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
