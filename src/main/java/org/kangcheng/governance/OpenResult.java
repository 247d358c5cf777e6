package org.kangcheng.governance;

import java.util.Map;
import org.kangcheng.kernel.Refusal;

/** What became of opening an item. */
sealed interface OpenResult {
    record Opened(Item item) implements OpenResult {}

    /** An item of this origin was there. */
    record WasOpen(Item item) implements OpenResult {}

    /** @param problems by field, in Chinese; may be empty */
    record NotOpened(Refusal refusal, Map<String, String> problems) implements OpenResult {}
}
