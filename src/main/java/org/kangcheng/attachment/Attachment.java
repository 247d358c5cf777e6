package org.kangcheng.attachment;

import java.time.Instant;
import org.kangcheng.kernel.PublicId;

/**
 * @param shard the distribution key of whom or what it is about: a person's key, an institution's
 * @param about what it belongs to: the key of the entry that it came with
 * @param no which of that entry's files, from 1
 */
public record Attachment(
        long shard, long attachmentId, String about, int no, Medium medium, int bytes, String byWhom, Instant at) {
    /** As it stands in addresses. */
    public String id() {
        return new PublicId(shard, attachmentId).toString();
    }
}
