package org.kangcheng.rehearsal;

import java.time.LocalDate;
import java.util.List;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.StatusKind;

/** Somebody of the generated city, with all that is known of her from the first day. */
record Resident(long personKey, NewPerson person, boolean holdsCard, List<Granted> statuses) {
    /** 已授身份, open-ended. */
    record Granted(StatusKind kind, LocalDate from) {}
}
