package org.kangcheng.sheet;

/**
 * Text that cannot run. A spreadsheet program takes a cell that begins with one of these characters for a formula, so it
 * leaves here behind an apostrophe; the same apostrophe is taken off when our own sheet comes back.
 */
final class CellText {
    private static final String STARTERS = "=+-@\t\r";

    private CellText() {}

    static String harmless(String text) {
        return startsFormula(text, 0) ? "'" + text : text;
    }

    static String read(String text) {
        String plain = text.strip();
        return plain.startsWith("'") && startsFormula(plain, 1) ? plain.substring(1) : plain;
    }

    static boolean startsFormula(String text, int at) {
        return text.length() > at && STARTERS.indexOf(text.charAt(at)) >= 0;
    }
}
