package org.kangcheng.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * 不公布: which parts of a whole are not said, because few people stand behind them. What is not said must not follow from what
 * is: where the whole is said, those withheld together are the rest, so they are at least two, and together no longer few; the
 * next smallest join them until it is so (complementary suppression).
 *
 * @param parts not to be said
 * @param whole nor is the whole, since no parts were left that could join
 */
public record Withheld<T>(Set<T> parts, boolean whole) {
    /**
     * @param few whether few people stand behind these parts together
     * @param size of a part; one of size 0 tells nothing of the others and is never withheld for their sake
     */
    public static <T> Withheld<T> of(Collection<T> parts, Predicate<List<T>> few, ToLongFunction<T> size) {
        List<T> withheld = new ArrayList<>();
        List<T> others = new ArrayList<>();
        parts.forEach(part -> (few.test(List.of(part)) ? withheld : others).add(part));
        others.removeIf(part -> size.applyAsLong(part) == 0);
        others.sort(Comparator.comparingLong(size));
        while (!others.isEmpty() && tells(withheld, few)) {
            withheld.add(others.removeFirst());
        }
        return new Withheld<>(new HashSet<>(withheld), tells(withheld, few));
    }

    private static <T> boolean tells(List<T> withheld, Predicate<List<T>> few) {
        return withheld.size() == 1 || (!withheld.isEmpty() && few.test(withheld));
    }

    public boolean has(T part) {
        return parts.contains(part);
    }
}
