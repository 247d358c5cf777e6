package org.kangcheng.governance;

import java.util.Map;
import org.kangcheng.kernel.Refusal;

/** What became of moving an item. */
sealed interface MoveResult {
    record Moved(Item item) implements MoveResult {}

    /** @param problems by field of the move's form, in Chinese; may be empty */
    record NotMoved(Refusal refusal, Map<String, String> problems) implements MoveResult {
        NotMoved(Refusal refusal) {
            this(refusal, Map.of());
        }
    }
}
