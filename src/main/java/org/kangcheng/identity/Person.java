package org.kangcheng.identity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Masks;

/**
 * 居民.
 *
 * @param personKey random; the distribution key of everything that belongs to the person
 * @param areaCode the village where the person lives
 * @param idType CV02.01.101: 01 resident ID card …; 99 while there is no document
 * @param verified an institution has seen the document (实名)
 */
public record Person(
        long personKey,
        String name,
        Sex sex,
        LocalDate birthDate,
        String areaCode,
        String idType,
        boolean verified,
        @Nullable LocalDate deceasedOn) {

    public String maskedName() {
        return Masks.name(name);
    }

    /** Whole years on {@code day}. */
    public int ageOn(LocalDate day) {
        return birthDate.until(day).getYears();
    }
}
