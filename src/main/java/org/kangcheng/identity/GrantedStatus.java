package org.kangcheng.identity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 已授身份: granted by somebody, from a day to a day.
 *
 * @param toDate the first day on which it no longer holds; null while open
 * @param source who granted it
 */
public record GrantedStatus(
        long personKey,
        StatusKind kind,
        LocalDate fromDate,
        @Nullable LocalDate toDate,
        String source) {}
