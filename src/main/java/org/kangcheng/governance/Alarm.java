package org.kangcheng.governance;

/**
 * 催办、升级.
 *
 * @param after days after the day by which something must have happened; negative: before it
 * @param level the item rises to it: 0 a reminder, 1 and more an escalation
 */
record Alarm(String id, String title, Term after, int level) {}
