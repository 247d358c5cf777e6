package org.kangcheng.record;

import java.util.Optional;
import org.kangcheng.kernel.PublicId;

/**
 * The id of an entry of the record.
 *
 * @param shard the person's key; the institution's for what belongs to no person
 */
public record EntryId(long shard, long entryKey) {
    /** FHIR's logical id, which carries the shard. */
    @Override
    public String toString() {
        return new PublicId(shard, entryKey).toString();
    }

    public static Optional<EntryId> parse(String text) {
        return PublicId.parse(text).map(id -> new EntryId(id.shard(), id.key()));
    }
}
