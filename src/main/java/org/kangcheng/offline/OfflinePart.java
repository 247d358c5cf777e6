package org.kangcheng.offline;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * A part of the platform that works on the phone without a network. The phone holds items, each with an id and a digest of
 * its content; it asks with what it holds and is answered with what differs, so that a lost answer loses nothing and no
 * list of changes is kept anywhere. What was done meanwhile it brings back as entries, each with a key of its own.
 */
public interface OfflinePart {
    /** As the phone names it: {@code field}. */
    String name();

    /** Whether it is for the actor at all. */
    boolean serves(Actor actor);

    /**
     * What differs from what the phone holds. Logs the readings of all whom it hands out; a transaction stands around it.
     *
     * @param have digests by id
     * @param most no more changed items than this; the phone asks again when there are more
     */
    Download download(Actor actor, Map<String, String> have, int most);

    /**
     * Takes what was done off line. The same key again changes nothing and is answered as before.
     *
     * @param key of this entry alone, made by the phone; at most 64 characters
     */
    Outcome take(Actor actor, String key, JsonNode body);

    /** The distribution key of whom the files of an entry are about; empty when they are none of the actor's. */
    OptionalLong owner(Actor actor, JsonNode body);

    /**
     * @param about what all items share (forms, the place)
     * @param gone ids that the phone is to forget
     */
    record Download(Item about, List<Item> changed, List<String> gone, boolean more) {
        /** What differs of all that there is for the phone. */
        public static Download of(Item about, List<Item> all, Map<String, String> have, int most) {
            List<Item> changed = all.stream()
                    .filter(item -> !item.digest().equals(have.get(item.id())))
                    .toList();
            Set<String> gone = new HashSet<>(have.keySet());
            all.forEach(item -> gone.remove(item.id()));
            return new Download(
                    about,
                    changed.subList(0, Math.min(most, changed.size())),
                    List.copyOf(gone),
                    most < changed.size());
        }
    }

    /** @param content JSON */
    record Item(String id, String digest, @JsonRawValue String content) {
        public static Item of(String id, String content) {
            return new Item(id, Digests.of(content), content);
        }
    }

    /** What became of an entry. */
    sealed interface Outcome {
        /** It is in the books. @param said to whoever entered it, in Chinese */
        record Taken(String said) implements Outcome {}

        /** Some answers cannot be. @param problems by field, in Chinese */
        record Unsound(String said, Map<String, String> problems) implements Outcome {}

        /** It cannot be as things stand now. @param stands how they stand, for the person who has to decide */
        record Refused(Refusal refusal, Map<String, Object> stands) implements Outcome {}
    }
}
