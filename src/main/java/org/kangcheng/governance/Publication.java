package org.kangcheng.governance;

import java.util.List;

/**
 * 公示: what everybody may read of a register's items that are in a state, without signing in; each has a certificate with a
 * code by which it can be checked.
 *
 * @param fields which of what was typed
 * @param certificate its heading
 */
record Publication(String state, String title, List<String> fields, String certificate) {}
