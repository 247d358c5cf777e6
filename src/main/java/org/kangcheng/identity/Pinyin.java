package org.kangcheng.identity;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * 拼音 of names, without tones: {@code zhangwei} and {@code zw}. Surnames are read as surnames (曾 zeng, 单 shan, 欧阳
 * ouyang). Each character is transliterated once and remembered: a city's names hold some thousands of them.
 */
final class Pinyin {
    /** Characters whose reading as a surname differs from the common one, or that the transliterator reads otherwise. */
    private static final Map<String, String> SURNAMES = Map.ofEntries(
            Map.entry("单", "shan"),
            Map.entry("曾", "zeng"),
            Map.entry("仇", "qiu"),
            Map.entry("解", "xie"),
            Map.entry("查", "zha"),
            Map.entry("盖", "ge"),
            Map.entry("朴", "piao"),
            Map.entry("区", "ou"),
            Map.entry("任", "ren"),
            Map.entry("乐", "yue"),
            Map.entry("翟", "zhai"),
            Map.entry("覃", "qin"),
            Map.entry("冼", "xian"),
            Map.entry("洗", "xian"),
            Map.entry("员", "yun"),
            Map.entry("种", "chong"),
            Map.entry("秘", "bi"),
            Map.entry("缪", "miao"),
            Map.entry("折", "she"),
            Map.entry("黑", "he"),
            Map.entry("牟", "mu"),
            Map.entry("尉", "wei"),
            Map.entry("繁", "po"),
            Map.entry("祭", "zhai"),
            Map.entry("召", "shao"),
            Map.entry("那", "na"),
            Map.entry("宁", "ning"),
            Map.entry("能", "nai"),
            Map.entry("句", "gou"),
            Map.entry("莘", "shen"),
            Map.entry("柏", "bai"),
            Map.entry("薄", "bo"),
            Map.entry("石", "shi"),
            Map.entry("沈", "shen"),
            Map.entry("车", "che"),
            Map.entry("贾", "jia"),
            Map.entry("都", "du"),
            Map.entry("万", "wan"),
            Map.entry("么", "yao"),
            Map.entry("幺", "yao"),
            Map.entry("葛", "ge"),
            Map.entry("隗", "kui"),
            Map.entry("阚", "kan"),
            Map.entry("臧", "zang"),
            Map.entry("藏", "zang"),
            Map.entry("郗", "xi"),
            Map.entry("尹", "yin"),
            Map.entry("逄", "pang"),
            Map.entry("殷", "yin"),
            Map.entry("长", "chang"),
            Map.entry("重", "chong"),
            Map.entry("行", "xing"),
            Map.entry("欧阳", "ou yang"),
            Map.entry("尉迟", "yu chi"),
            Map.entry("万俟", "mo qi"),
            Map.entry("长孙", "zhang sun"),
            Map.entry("单于", "chan yu"),
            Map.entry("澹台", "tan tai"),
            Map.entry("令狐", "ling hu"),
            Map.entry("皇甫", "huang fu"),
            Map.entry("鲜于", "xian yu"),
            Map.entry("夏侯", "xia hou"),
            Map.entry("诸葛", "zhu ge"),
            Map.entry("呼延", "hu yan"));

    private static final Transliterator TONED = Transliterator.getInstance("Han-Latin");
    private static final Transliterator PLAIN = Transliterator.getInstance("NFD; [:M:] Remove; Latin-ASCII");
    private static final Map<Integer, String> SYLLABLES = new ConcurrentHashMap<>();

    private Pinyin() {}

    /** @param full all syllables run together; @param initials the first letter of each */
    record Reading(String full, String initials) {}

    static Reading of(String name) {
        StringBuilder full = new StringBuilder();
        StringBuilder initials = new StringBuilder();
        int at = readSurname(name, full, initials);
        while (at < name.length()) {
            int character = name.codePointAt(at);
            add(syllable(character), full, initials);
            at += Character.charCount(character);
        }
        return new Reading(full.toString(), initials.toString());
    }

    /** Returns how many chars of the name the surname took; 0 when it is read like any other word. */
    private static int readSurname(String name, StringBuilder full, StringBuilder initials) {
        for (int length = Math.min(2, name.length() - 1); length > 0; length--) {
            String reading = SURNAMES.get(name.substring(0, length));
            if (reading != null) {
                for (String syllable : reading.split(" ")) {
                    add(syllable, full, initials);
                }
                return length;
            }
        }
        return 0;
    }

    private static void add(String syllable, StringBuilder full, StringBuilder initials) {
        if (!syllable.isEmpty()) {
            full.append(syllable);
            initials.append(syllable.charAt(0));
        }
    }

    private static String syllable(int character) {
        String known = SYLLABLES.get(character);
        return known != null ? known : SYLLABLES.computeIfAbsent(character, Pinyin::transliterate);
    }

    /** ü is typed v; whatever is no letter has no sound. */
    private static synchronized String transliterate(int character) {
        String toned = TONED.transliterate(Character.toString(character)).replaceAll("[üǖǘǚǜ]", "v");
        return PLAIN.transliterate(toned).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
