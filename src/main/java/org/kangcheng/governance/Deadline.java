package org.kangcheng.governance;

import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Rule;

/** 时限: which terms an item has. The first that fits. @param promised no longer than legal; null: as legal */
record Deadline(
        @Nullable Rule when,
        @Nullable Term promised,
        @Nullable Term legal) {}
