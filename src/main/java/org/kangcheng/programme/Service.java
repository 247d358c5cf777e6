package org.kangcheng.programme;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Rule;

/**
 * 服务: what is due to the members of a programme.
 *
 * @param when for which of the members; null: for all
 * @param by who may deliver it
 * @param confirmed by the resident herself, before it counts
 */
record Service(
        String id, String title, @Nullable Rule when, Cadence cadence, Set<Role> by, Form form, boolean confirmed) {}
