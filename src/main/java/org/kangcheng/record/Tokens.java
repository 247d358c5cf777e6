package org.kangcheng.record;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.kernel.SealedText;
import org.springframework.stereotype.Component;

/**
 * Turns a search parameter's value into the number that is stored and compared: a keyed digest, so that the index of ID
 * numbers and names cannot be read or guessed through. 64 bits: among one person's entries, or one institution's values,
 * two never meet by chance.
 */
@Component
class Tokens {
    /** The token of every entry. */
    static final long EVERY = 0;

    static final int LONGEST_PREFIX = 24;

    private static final int MOST_KNOWN = 20_000;

    private final SealedText sealed;
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    Tokens(SealedText sealed) {
        this.sealed = sealed;
    }

    long of(String parameter, String value) {
        return ByteBuffer.wrap(sealed.index("record." + parameter, value)).getLong();
    }

    /** A few thousand codes make up most of what is filed; an identifier hardly ever comes twice. */
    private long frequent(String parameter, String value) {
        if (parameter.equals("identifier")) {
            return of(parameter, value);
        }
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(parameter + " " + value, text -> of(parameter, value));
    }

    /** Any system: what an index is entered by. */
    long code(String parameter, String code) {
        return frequent(parameter, "*|" + code);
    }

    /** @param system empty for a code without one */
    long coded(String parameter, String system, String code) {
        return frequent(parameter, system + "|" + code);
    }

    /** FHIR's string search: from the start, whatever the case. */
    long prefix(String parameter, String text) {
        return of(parameter, "^" + normal(text));
    }

    static String normal(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return lower.length() > LONGEST_PREFIX ? lower.substring(0, LONGEST_PREFIX) : lower;
    }
}
