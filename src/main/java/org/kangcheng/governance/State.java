package org.kangcheng.governance;

import org.jspecify.annotations.Nullable;

/**
 * 环节.
 *
 * @param end nothing more is to be done; it may be opened again by a move
 * @param stopped the clock of the item stands still while it is here; for the reason that the title gives
 * @param within by when it must have left this state, counted from its entering
 */
record State(
        String id,
        String title,
        boolean end,
        boolean stopped,
        @Nullable Term within) {}
