package org.kangcheng.bench;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.FileKeys;
import org.kangcheng.kernel.Keys.Purpose;
import org.kangcheng.kernel.Sm;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * As if every holder of the city showed a code on the phone at the same second, each good for many readings. They are sealed
 * by the text of the standard and not by the platform's own class.
 */
final class DynamicCodes {
    private static final int VERIFICATIONS = Short.MAX_VALUE;
    private static final Duration GOOD_FOR = Duration.ofHours(6);
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private DynamicCodes() {}

    /** @return what follows the card's id in each of the codes */
    static String show(Path data, DatabaseAccess access) {
        Instant until = Instant.now(Clock.systemUTC()).plus(GOOD_FOR).truncatedTo(ChronoUnit.SECONDS);
        JdbcClient owner = Owner.of(access);
        // Nobody has a second one: the bare statement takes whichever is good.
        owner.sql("delete from card.dynamic_code").update();
        owner.sql("""
                        insert into card.dynamic_code (person_key, valid_until, remaining)
                        select person_key, ?, ? from card.health_card where status = 'NORMAL'
                        """).params(Timestamp.from(until), VERIFICATIONS).update();
        byte[] key = FileKeys.open(DataDirectory.at(data).keys(), true)
                .current(Purpose.CARD_VALIDITY)
                .bytes();
        byte[] time = HexFormat.of().parseHex(DIGITS.format(CityTime.local(until)));
        return ":0:" + HexFormat.of().withUpperCase().formatHex(Sm.sm4EcbEncrypt(key, Sm.zeroPad(time)));
    }

    /** How many verifications were taken off all codes that were shown. */
    static long taken(DatabaseAccess access) {
        return Owner.number(
                access, "select sum(" + VERIFICATIONS + " - remaining) from card.dynamic_code where remaining > 1000");
    }
}
