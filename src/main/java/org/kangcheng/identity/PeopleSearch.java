package org.kangcheng.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.SearchTable.Column;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * 居民检索: one box. What was typed says by its shape what it is: an ID number or a phone (exact), Chinese characters (the
 * beginning of a name), letters (the beginning of its pinyin or of its initials), else a card.
 */
@Component
public class PeopleSearch {
    private static final Pattern PHONE = Pattern.compile("1\\d{10}");
    private static final Pattern LETTERS = Pattern.compile("[a-z]+");
    private static final Pattern NO_VOWEL = Pattern.compile("[^aeiouv]+");

    private final People people;
    private final SearchTable table;
    private final ObjectProvider<CardLookup> cards;

    PeopleSearch(People people, SearchTable table, ObjectProvider<CardLookup> cards) {
        this.people = people;
        this.table = table;
        this.cards = cards;
    }

    /**
     * @param areaPrefix only people who live there; "" for the whole city
     * @param after what the slice before gave as its next; null for the first
     */
    public Slice<Person> search(String query, String areaPrefix, @Nullable String after, int limit) {
        String text = query.strip();
        String letters = text.replaceAll("[\\s']", "").toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return new Slice<>(List.of(), null);
        }
        if (LETTERS.matcher(letters).matches()) {
            return byLetters(letters, areaPrefix, after, limit);
        }
        String name = Names.canonical(text);
        if (name.replace("·", "").codePoints().allMatch(Character::isIdeographic)) {
            return table.page(Column.NAME, name, areaPrefix, after, limit);
        }
        return exact(text, areaPrefix);
    }

    /**
     * People whose name begins so, in the order of names.
     *
     * @param after from {@link #after}; null for the first
     */
    public Slice<Person> byName(String beginning, @Nullable String after, int limit) {
        String name = Names.canonical(beginning);
        return name.isEmpty() ? new Slice<>(List.of(), null) : table.page(Column.NAME, name, "", after, limit);
    }

    /** The place behind a person in a list by names. It holds no name. */
    public static String after(Person person) {
        return Column.NAME.cursor() + PublicId.encode(person.personKey());
    }

    /** Without a vowel it is initials; else pinyin, and where nobody is called so, initials (赵爱文 is zaw). */
    private Slice<Person> byLetters(String letters, String areaPrefix, @Nullable String after, int limit) {
        boolean initialsBefore = after != null && after.startsWith(Column.INITIALS.cursor());
        if (!initialsBefore && !NO_VOWEL.matcher(letters).matches()) {
            Slice<Person> found = table.page(Column.PINYIN, letters, areaPrefix, after, limit);
            if (after != null || !found.items().isEmpty()) {
                return found;
            }
        }
        return table.page(Column.INITIALS, letters, areaPrefix, after, limit);
    }

    private Slice<Person> exact(String text, String areaPrefix) {
        List<Person> found = keys(text)
                .flatMap(key -> people.find(key).stream())
                .filter(person -> person.areaCode().startsWith(areaPrefix))
                .sorted(Comparator.comparing(Person::birthDate))
                .toList();
        return new Slice<>(found, null);
    }

    private Stream<Long> keys(String text) {
        if (PHONE.matcher(text).matches()) {
            return people.byPhone(text).stream();
        }
        Optional<NationalId> id = NationalId.parse(text);
        if (id.isPresent()) {
            return people.byDocument(IdType.RESIDENT_ID.code(), id.get().number()).stream();
        }
        return Stream.concat(otherDocument(text), cards.stream().flatMap(card -> card.personOfCard(text).stream()))
                .map(people::resolve)
                .distinct();
    }

    private Stream<Long> otherDocument(String text) {
        return Stream.of(IdType.PASSPORT, IdType.OFFICER, IdType.HONG_KONG_MACAO, IdType.TAIWAN)
                .flatMap(type -> people.byDocument(type.code(), text).stream());
    }
}
