package org.kangcheng.access;

import java.security.SecureRandom;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One-time codes to residents' phones: six digits, five minutes, five tries, one a minute, twenty a day. */
@Component
class PhoneCodes {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int TRIES = 5;
    private static final int A_DAY = 20;

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final TextMessages messages;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PhoneCodes(JdbcClient jdbc, SealedText sealed, TextMessages messages, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.messages = messages;
        this.clock = clock;
    }

    /** Sends a code, or says why not. One statement decides, so two requests at once send one text. */
    @Transactional
    public Optional<Refusal> send(String phone) {
        if (!phone.matches("1[3-9]\\d{9}")) {
            return Optional.of(Refusal.badInput("phone-malformed", "请输入 11 位手机号码。"));
        }
        String code = String.format("%06d", random.nextInt(1_000_000));
        Instant now = clock.instant();
        LocalDate today = CityTime.today(clock);
        int taken = jdbc.sql("""
                insert into access.phone_code as c
                       (phone_index, code_hash, expires_at, attempts_left, sent_at, sent_today, day)
                values (:phone, :hash, :expires, :tries, :now, 1, :day)
                on conflict (phone_index) do update
                   set code_hash = excluded.code_hash, expires_at = excluded.expires_at,
                       attempts_left = excluded.attempts_left, sent_at = excluded.sent_at, day = excluded.day,
                       sent_today = case when c.day = excluded.day then c.sent_today + 1 else 1 end
                 where c.sent_at <= :pause and (c.day <> excluded.day or c.sent_today < :limit)
                """)
                .param("phone", index(phone))
                .param("hash", hash(phone, code))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .param("tries", TRIES)
                .param("now", Timestamp.from(now))
                .param("day", Date.valueOf(today))
                .param("pause", Timestamp.from(now.minus(PAUSE)))
                .param("limit", A_DAY)
                .update();
        if (taken == 0) {
            return Optional.of(new Refusal("too-many-codes", 429, "验证码发送过于频繁,请一分钟后再试(每天最多 20 次)。"));
        }
        messages.send(phone, "【康城】您的登录验证码是 " + code + ",5 分钟内有效。请勿告诉他人。");
        return Optional.empty();
    }

    /** Takes the code: right once, and never again. A wrong one costs a try. */
    @Transactional
    public boolean take(String phone, String code) {
        boolean right = jdbc.sql("""
                delete from access.phone_code
                 where phone_index = ? and code_hash = ? and expires_at > ? and attempts_left > 0
                """)
                        .params(index(phone), hash(phone, code.strip()), Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (!right) {
            jdbc.sql("""
                    update access.phone_code set attempts_left = attempts_left - 1
                     where phone_index = ? and attempts_left > 0
                    """).param(index(phone)).update();
        }
        return right;
    }

    private byte[] index(String phone) {
        return sealed.index("phone", phone);
    }

    private byte[] hash(String phone, String code) {
        return sealed.index("phone-code", phone + ":" + code);
    }
}
