package org.kangcheng.directory;

import org.jspecify.annotations.Nullable;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;

/** 受理点: a place in an institution where codes are read, for one step of care. */
public record ReadingPoint(
        long institutionId,
        long readingPointId,
        @Nullable Long departmentId,
        String name,
        CareStep careStep,
        CareChannel channel) {}
