package org.kangcheng.identity;

import java.util.Optional;

/** Finds a person by what is printed on her card or shown on her phone. The card's owner provides it. */
@FunctionalInterface
public interface CardLookup {
    /** @param text a card number, card id or code; empty when it is none of them or stands for nobody */
    Optional<Long> personOfCard(String text);
}
