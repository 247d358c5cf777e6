package org.kangcheng.survey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a survey asked answered badly. Says what, not who.
 *
 * @param institutionId of a visit; null when a resident was asked
 * @param questions by their labels
 */
public record AnsweredBadly(
        long roundId,
        int sampleNo,
        String round,
        String mode,
        @Nullable Long institutionId,
        String areaCode,
        List<String> questions) {}
