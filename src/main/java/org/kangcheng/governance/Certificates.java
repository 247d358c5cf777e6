package org.kangcheng.governance;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kangcheng.kernel.SealedText;
import org.springframework.stereotype.Component;

/**
 * 查验码: an item's number with eight letters that only the platform can make (HMAC-SM3). Whoever holds the paper can look it
 * up; whoever knows numbers alone can not make up a paper that is found.
 */
@Component
class Certificates {
    private static final String DOMAIN = "governance.certificate";
    private static final Pattern CODE = Pattern.compile("([A-Z]{2,4}\\d{8}-\\d{6,})-([0-9A-F]{8})");

    private final ItemTable items;
    private final SealedText sealed;

    Certificates(ItemTable items, SealedText sealed) {
        this.items = items;
        this.sealed = sealed;
    }

    String code(Item item) {
        return item.number() + "-" + letters(item);
    }

    private String letters(Item item) {
        byte[] mac = sealed.index(DOMAIN, item.id() + " " + item.number());
        return HexFormat.of().withUpperCase().formatHex(mac, 0, 4);
    }

    /** The item that a code stands for; empty for what the platform never gave out. */
    Optional<Item> find(String code) {
        Matcher parts = CODE.matcher(code.strip().toUpperCase(Locale.ROOT));
        return parts.matches()
                ? items.byNumber(parts.group(1)).filter(item -> letters(item).equals(parts.group(2)))
                : Optional.empty();
    }
}
