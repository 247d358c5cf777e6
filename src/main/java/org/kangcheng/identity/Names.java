package org.kangcheng.identity;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Names as people write them, brought to one form. */
final class Names {
    private static final Pattern DOTS = Pattern.compile("[•・‧∙⋅.．]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern LATIN = Pattern.compile(".*[A-Za-z].*");
    /** No digits, no question marks, no private-use glyphs: those are characters that a system before us has lost. */
    private static final Pattern FORMED = Pattern.compile("\\p{L}[\\p{L}\\p{M}·' \\-]{0,49}");

    private Names() {}

    /** 张 三 → 张三; 买买提•艾力 → 买买提·艾力; Latin names keep single spaces. */
    static String canonical(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).strip();
        plain = SPACES.matcher(plain).replaceAll(LATIN.matcher(plain).matches() ? " " : "");
        return DOTS.matcher(plain).replaceAll("·");
    }

    static boolean formed(String name) {
        return FORMED.matcher(name).matches();
    }
}
