package org.kangcheng.governance;

import java.time.Instant;
import java.util.Map;

/**
 * 办理经过: one step of an item's history.
 *
 * @param move the move's id, or what the engine did: open, comment, alarm, reveal, merge, split
 * @param detail what was typed and attached
 */
record Step(
        int stepNo,
        Instant at,
        String byId,
        String byName,
        String move,
        String title,
        String fromState,
        String toState,
        String note,
        Map<String, Object> detail,
        String requestKey) {}
