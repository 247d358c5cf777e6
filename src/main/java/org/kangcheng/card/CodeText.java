package org.kangcheng.card;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 健康码: what the square holds. {@code card id : type [: validity [: issuer]]}, type 1 static, 0 dynamic, none static.
 *
 * @param validity 32 hex digits on a dynamic code; null on a static one
 */
record CodeText(CardId cardId, Type type, @Nullable String validity) {
    enum Type {
        DYNAMIC("0"),
        STATIC("1");

        private final String code;

        Type(String code) {
            this.code = code;
        }
    }

    private static final int LONGEST = 160;
    private static final int VALIDITY = 32;
    private static final Pattern ISSUER = Pattern.compile("[0-9A-Za-z]{0,32}");

    /** Empty when it is no health code. Codes of other issuers are read too; whether the card exists shows later. */
    static Optional<CodeText> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String[] parts = plain(text).split(":", -1);
        if (parts.length < 2 || parts.length > 4 || !issuerFits(parts)) {
            return Optional.empty();
        }
        String validity = parts.length > 2 ? parts[2] : "";
        return CardId.parse(parts[0]).flatMap(cardId -> switch (parts[1]) {
            case "0" -> dynamicCode(cardId, validity);
            case "1", "", "null" -> staticCode(cardId, validity);
            default -> Optional.empty();
        });
    }

    /** A keyboard scanner types through the input method: under a Chinese one its letters and colons come full-width. */
    private static String plain(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
    }

    private static boolean issuerFits(String[] parts) {
        return parts.length < 4 || ISSUER.matcher(parts[3]).matches();
    }

    private static Optional<CodeText> dynamicCode(CardId cardId, String validity) {
        return CardId.isHex(validity, VALIDITY)
                ? Optional.of(new CodeText(cardId, Type.DYNAMIC, validity))
                : Optional.empty();
    }

    private static Optional<CodeText> staticCode(CardId cardId, String validity) {
        return validity.isEmpty() ? Optional.of(new CodeText(cardId, Type.STATIC, null)) : Optional.empty();
    }

    String text(String issuer) {
        return String.join(":", cardId.hex(), type.code, validity == null ? "" : validity, issuer);
    }
}
