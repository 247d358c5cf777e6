package org.kangcheng.identity;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to be enrolled (建档), as told.
 *
 * @param areaCode the village where the person lives, 12 digits
 * @param idType CV02.01.101; 99 with no number while there is no document
 * @param idNumber old 15-digit resident ID numbers are taken too
 * @param verified an institution has seen the document (实名)
 * @param source where this was told, in a word: WINDOW, IMPORT, SELF, FHIR, CITY
 */
public record NewPerson(
        String name,
        Sex sex,
        LocalDate birthDate,
        String areaCode,
        String idType,
        @Nullable String idNumber,
        @Nullable String phone,
        @Nullable String address,
        boolean verified,
        String source) {

    /** The one form in which it is compared, indexed and kept. What cannot be read stays as it is, to be refused. */
    NewPerson canonical() {
        return new NewPerson(
                Names.canonical(name),
                sex,
                birthDate,
                areaCode.strip(),
                idType.strip(),
                canonicalNumber(idType.strip(), blankToNull(idNumber)),
                blankToNull(phone),
                blankToNull(address),
                verified,
                source);
    }

    static @Nullable String canonicalNumber(String idType, @Nullable String number) {
        if (number == null) {
            return null;
        }
        String plain = number.strip().toUpperCase(Locale.ROOT);
        return IdType.RESIDENT_ID.code().equals(idType)
                ? NationalId.parse(plain).map(NationalId::number).orElse(plain)
                : plain;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Shows nobody: records find their way into logs. */
    @Override
    public String toString() {
        return "NewPerson[…]";
    }
}
