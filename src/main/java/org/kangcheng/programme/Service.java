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
 * @param counts vaccines, as {@code system|code}, of which an institution's Immunization counts as a delivery
 */
record Service(
        String id, String title, @Nullable Rule when, Cadence cadence, Set<Role> by, Form form, Set<String> counts) {}
