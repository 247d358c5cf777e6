package org.kangcheng.identity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.Masks;
import org.kangcheng.kernel.PublicId;

/**
 * A resident as a page may show her: enough to recognise, not enough to use.
 *
 * @param id the public id, as it stands in URLs
 */
record PersonView(
        String id,
        String name,
        String sex,
        int age,
        String place,
        String idType,
        String idNumber,
        String phone,
        boolean verified,
        @Nullable LocalDate deceasedOn) {

    static PersonView masked(Person person, People.Identifiers identifiers, Areas areas, LocalDate today) {
        String number = identifiers.idNumber();
        String phone = identifiers.phone();
        return new PersonView(
                PublicId.encode(person.personKey()),
                person.maskedName(),
                person.sex().label(),
                person.ageOn(today),
                areas.path(person.areaCode()),
                IdType.ofCode(person.idType()).map(IdType::label).orElse(person.idType()),
                number == null ? "—" : Masks.idNumber(number),
                phone == null ? "—" : Masks.phone(phone),
                person.verified(),
                person.deceasedOn());
    }
}
