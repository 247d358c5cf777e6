package org.kangcheng.card;

import java.time.format.DateTimeFormatter;

/** How the card's pages write times, which are the city's. */
final class PageTimes {
    static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private PageTimes() {}
}
