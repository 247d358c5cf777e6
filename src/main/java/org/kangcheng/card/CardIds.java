package org.kangcheng.card;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Keys;
import org.kangcheng.kernel.Keys.Purpose;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Sm;
import org.springframework.stereotype.Component;

/** Derives card ids with the platform's keys. */
@Component
class CardIds {
    /** CV02.01.101: another document. With the person's own key as its number it stands for "no document yet". */
    static final String NO_DOCUMENT = "99";

    /** @param keyVersion of the root key */
    record Derived(CardId cardId, int keyVersion, CardAttribute attribute) {}

    private final Keys keys;

    CardIds(Keys keys) {
        this.keys = keys;
    }

    /** The id of a formal card, from a document that somebody has seen. */
    private Derived formal(String idType, String idNumber) {
        return derive(idType, idNumber, CardAttribute.FORMAL);
    }

    /** The id of a temporary card: it stands for the person alone. */
    private Derived temporary(long personKey) {
        return derive(NO_DOCUMENT, PublicId.encode(personKey), CardAttribute.TEMPORARY);
    }

    /** Formal where there is a verified document (and its number fits), else temporary. */
    Derived of(long personKey, String idType, @Nullable String idNumber, boolean verified) {
        if (verified && idNumber != null && CardId.fits(idType, idNumber)) {
            return formal(idType, idNumber);
        }
        return temporary(personKey);
    }

    private Derived derive(String idType, String idNumber, CardAttribute attribute) {
        Keys.Key root = keys.current(Purpose.CARD_ROOT);
        CardId cardId = CardId.derive(root.bytes(), mainIndex(idType, idNumber), idType, idNumber);
        return new Derived(cardId, root.version(), attribute);
    }

    /**
     * 主索引ID. The standard leaves its making to the card authority's cipher machine and does not publish it. Here it is
     * HMAC-SM3 of the document under a key of its own: a bare digest of an ID number could be undone by trying all the
     * numbers there are.
     */
    private byte[] mainIndex(String idType, String idNumber) {
        return Sm.hmacSm3(keys.current(Purpose.MAIN_INDEX).bytes(), (idType + idNumber).getBytes(UTF_8));
    }
}
