package org.kangcheng.card;

import org.jspecify.annotations.Nullable;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;

/**
 * Where, for which step of care (用卡环节) and through what (用卡渠道) a code is read.
 *
 * @param readingPointId 受理点; null when the institution has not named one
 */
public record ReadingAt(long institutionId, @Nullable Long readingPointId, CareStep step, CareChannel channel) {}
