package org.kangcheng.identity;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** What must hold of a person's details before they are kept. */
@Component
class EnrolmentRules {
    /** Nobody alive was born before; a date this old is a slip of the keyboard. */
    private static final LocalDate EARLIEST = LocalDate.of(1890, 1, 1);

    private static final Pattern PHONE = Pattern.compile("1[3-9]\\d{9}|0\\d{9,11}");
    private static final Pattern OTHER_NUMBER = Pattern.compile("[\\p{L}0-9()-]{5,20}");
    private static final int LONGEST_ADDRESS = 200;

    private final Areas areas;
    private final Clock clock;

    EnrolmentRules(Areas areas, Clock clock) {
        this.areas = areas;
        this.clock = clock;
    }

    /** The first thing wrong with a {@link NewPerson#canonical canonical} person; empty when all is well. */
    Optional<Refusal> problem(NewPerson person) {
        return name(person.name())
                .or(() -> birth(person.birthDate()))
                .or(() -> document(person))
                .or(() -> village(person.areaCode()))
                .or(() -> phone(person.phone()))
                .or(() -> address(person.address()));
    }

    Optional<Refusal> name(String name) {
        return check(Names.formed(name), "name-malformed", "姓名为空、过长，或含有无法识别的字符。");
    }

    Optional<Refusal> birth(LocalDate day) {
        return check(
                !day.isBefore(EARLIEST) && !day.isAfter(CityTime.today(clock)), "birth-date-impossible", "出生日期不合理。");
    }

    Optional<Refusal> village(String areaCode) {
        boolean village = areas.find(areaCode)
                .filter(area -> area.level() == Area.Level.VILLAGE)
                .isPresent();
        return check(village, "area-unknown", "居住地不是本市的村（居）委会，请核对行政区划代码。");
    }

    Optional<Refusal> phone(@Nullable String phone) {
        return check(phone == null || PHONE.matcher(phone).matches(), "phone-malformed", "联系电话格式不正确。");
    }

    Optional<Refusal> address(@Nullable String address) {
        return check(address == null || address.length() <= LONGEST_ADDRESS, "address-too-long", "详细地址过长。");
    }

    Optional<Refusal> document(NewPerson person) {
        Optional<IdType> type = IdType.ofCode(person.idType());
        if (type.isEmpty()) {
            return check(false, "id-type-unknown", "证件类型不受支持，请改用居民身份证等个人证件。");
        }
        String number = person.idNumber();
        if (type.get() == IdType.NONE) {
            return check(number == null, "id-number-without-type", "无证件时不应填写证件号码。");
        }
        if (number == null) {
            return check(false, "id-number-missing", "缺少证件号码。");
        }
        return type.get() == IdType.RESIDENT_ID
                ? residentId(number, person)
                : check(OTHER_NUMBER.matcher(number).matches(), "id-number-malformed", "证件号码格式不正确。");
    }

    private static Optional<Refusal> residentId(String number, NewPerson person) {
        Optional<NationalId> id = NationalId.parse(number);
        return check(id.isPresent(), "id-number-malformed", "身份证号码位数、日期或校验码不正确。")
                .or(() ->
                        check(id.get().birthDate().equals(person.birthDate()), "birth-date-differs", "出生日期与身份证号码不一致。"))
                .or(() -> check(id.get().sex() == person.sex(), "sex-differs", "性别与身份证号码不一致。"));
    }

    private static Optional<Refusal> check(boolean holds, String code, String message) {
        return holds ? Optional.empty() : Optional.of(Refusal.rule(code, message));
    }
}
