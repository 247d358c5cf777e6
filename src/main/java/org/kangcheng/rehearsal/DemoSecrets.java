package org.kangcheng.rehearsal;

import java.security.SecureRandom;

/** Random passwords that can be typed: letters and digits that are not mistaken for one another, some of each. */
final class DemoSecrets {
    static final int PASSWORD = 16;
    static final int CLIENT = 40;

    private static final String LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz";
    private static final String DIGITS = "23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private DemoSecrets() {}

    static String next(int length) {
        StringBuilder secret = new StringBuilder();
        for (int at = 0; at < length; at++) {
            String from = at % 3 == 2 ? DIGITS : LETTERS;
            secret.append(from.charAt(RANDOM.nextInt(from.length())));
        }
        return secret.toString();
    }
}
