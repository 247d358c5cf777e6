package org.kangcheng.record;

import java.time.LocalDate;

/**
 * An encounter that is over was filed in a resident's record, or filed anew after a change.
 *
 * @param entry of the person whose shard it carries
 * @param kind its class, as HL7's ActCode writes it: {@code AMB}, {@code EMER}, {@code IMP}
 * @param on the day it ended
 */
public record CareFinished(EntryId entry, long institutionId, String kind, LocalDate on) {}
