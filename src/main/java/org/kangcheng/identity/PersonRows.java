package org.kangcheng.identity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.SealedText;
import org.springframework.stereotype.Component;

/**
 * How a resident lies in the tables: sealing, blind indexes, pinyin. Enrolment writes these rows one by one, the
 * generated city by COPY (text format); a row is the same either way. Thread-safe; the cost is that of the cryptography.
 */
@Component
public final class PersonRows {
    public static final String COPY_PERSON =
            "copy identity.person (person_key, name, pinyin, initials, sex, birth_date, "
                    + "area_code, id_type, id_sealed, phone_sealed, address_sealed, verified, source, created_at, updated_at) "
                    + "from stdin";
    public static final String COPY_DOCUMENT = "copy identity.document (id_index, person_key) from stdin";
    public static final String COPY_PHONE = "copy identity.phone (phone_index, person_key) from stdin";
    public static final String COPY_RESIDENT =
            "copy identity.resident (area_code, person_key, phone, address, documented, verified) from stdin";

    /** A bulk load brings no counters along: it counts once, at its end. */
    public static final String COUNT_RESIDENTS = """
            insert into identity.resident_count (area_code, residents, phone, address, documented, verified, whole)
            select area_code, count(*), count(*) filter (where phone), count(*) filter (where address),
                   count(*) filter (where documented), count(*) filter (where verified),
                   count(*) filter (where phone and address and documented and verified)
              from identity.resident group by area_code
            on conflict (area_code) do update
               set residents = excluded.residents, phone = excluded.phone, address = excluded.address,
                   documented = excluded.documented, verified = excluded.verified, whole = excluded.whole
            """;

    private static final HexFormat HEX = HexFormat.of();

    private final SealedText sealed;

    PersonRows(SealedText sealed) {
        this.sealed = sealed;
    }

    /** @param person well formed: what {@link Enrolments} refuses is not looked for here */
    public Row of(long personKey, NewPerson person, Instant at) {
        Pinyin.Reading reading = Pinyin.of(person.name());
        String number = person.idNumber();
        String phone = person.phone();
        return new Row(
                personKey,
                person,
                reading.full(),
                reading.initials(),
                seal(number),
                seal(phone),
                seal(person.address()),
                number == null ? undocumentedIndex(person) : documentIndex(person.idType(), number),
                phone == null ? null : phoneIndex(phone),
                at);
    }

    byte[] documentIndex(String idType, String number) {
        return sealed.index("document", idType + ":" + number);
    }

    byte[] phoneIndex(String phone) {
        return sealed.index("phone", phone);
    }

    /** Who has no document is known again by all that was told of her. */
    private byte[] undocumentedIndex(NewPerson person) {
        return sealed.index(
                "undocumented",
                String.join(
                        "|",
                        person.name(),
                        person.birthDate().toString(),
                        Integer.toString(person.sex().code()),
                        person.areaCode(),
                        person.phone() == null ? "" : person.phone()));
    }

    private byte @Nullable [] seal(@Nullable String text) {
        return text == null ? null : sealed.seal(text);
    }

    /** One resident, ready for identity.person, document, phone and resident. */
    public record Row(
            long personKey,
            NewPerson person,
            String pinyin,
            String initials,
            byte @Nullable [] idSealed,
            byte @Nullable [] phoneSealed,
            byte @Nullable [] addressSealed,
            byte[] idIndex,
            byte @Nullable [] phoneIndex,
            Instant at) {

        /** Appends the line for {@link #COPY_PERSON}. */
        public void person(StringBuilder out) {
            out.append(personKey).append('\t');
            text(out, person.name()).append('\t');
            out.append(pinyin).append('\t').append(initials).append('\t');
            out.append(person.sex().code()).append('\t');
            day(out, person.birthDate()).append('\t');
            out.append(person.areaCode()).append('\t').append(person.idType()).append('\t');
            bytes(out, idSealed).append('\t');
            bytes(out, phoneSealed).append('\t');
            bytes(out, addressSealed).append('\t');
            out.append(person.verified() ? 't' : 'f').append('\t');
            text(out, person.source()).append('\t');
            out.append(at).append('\t').append(at).append('\n');
        }

        /** Appends the line for {@link #COPY_DOCUMENT}. */
        public void document(StringBuilder out) {
            bytes(out, idIndex).append('\t').append(personKey).append('\n');
        }

        /** Appends the line for {@link #COPY_PHONE}; nothing when there is no phone. */
        public void phone(StringBuilder out) {
            if (phoneIndex != null) {
                bytes(out, phoneIndex).append('\t').append(personKey).append('\n');
            }
        }

        /** Appends the line for {@link #COPY_RESIDENT}. */
        public void resident(StringBuilder out) {
            out.append(person.areaCode()).append('\t').append(personKey);
            yes(out, phoneSealed != null);
            yes(out, addressSealed != null);
            yes(out, idSealed != null);
            yes(out, person.verified());
            out.append('\n');
        }

        private static void yes(StringBuilder out, boolean yes) {
            out.append('\t').append(yes ? 't' : 'f');
        }

        private static StringBuilder bytes(StringBuilder out, byte @Nullable [] bytes) {
            return bytes == null ? out.append("\\N") : out.append("\\\\x").append(HEX.formatHex(bytes));
        }

        private static StringBuilder day(StringBuilder out, LocalDate day) {
            return out.append(day);
        }

        private static StringBuilder text(StringBuilder out, String text) {
            for (int at = 0; at < text.length(); at++) {
                char character = text.charAt(at);
                switch (character) {
                    case '\\' -> out.append("\\\\");
                    case '\t' -> out.append("\\t");
                    case '\n' -> out.append("\\n");
                    case '\r' -> out.append("\\r");
                    default -> out.append(character);
                }
            }
            return out;
        }
    }
}
