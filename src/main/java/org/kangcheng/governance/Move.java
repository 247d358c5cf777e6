package org.kangcheng.governance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Rule;

/**
 * 操作: from which states to which, by whom, on what conditions.
 *
 * @param to null: it stays where it is
 * @param needs what must be given or done besides the form
 * @param unlike moves whose last maker may not make this one (第二人)
 * @param when a rule over the item's fields; null: always
 * @param whenNot what is said when the rule does not hold
 * @param assigns who has it afterwards
 * @param extendsBy a whole number among the fields: so many days are added to the item's terms; null: none
 * @param restarts the terms begin anew today
 * @param phone it can be made on the phone of its owner, without a network
 * @param told whoever opened the item is told: a member of the staff by a notice; a resident reads the note
 */
record Move(
        String id,
        String title,
        List<String> from,
        @Nullable String to,
        Set<Role> by,
        Reach reach,
        Set<Need> needs,
        List<String> unlike,
        @Nullable Rule when,
        @Nullable String whenNot,
        Assigns assigns,
        @Nullable String extendsBy,
        boolean restarts,
        boolean phone,
        boolean told,
        Form form) {

    enum Need {
        /** 说明 */
        NOTE,
        /** 佐证: at least one file. */
        EVIDENCE,
        /** All its parts are closed. */
        PARTS_CLOSED,
        /** What must come before it is closed. */
        EARLIER_CLOSED,
        /** 签字: with the mover's own key, over the content as it is. */
        SIGNATURE,
        /** What it is a part of is signed by both parties, or refused with a witness. */
        WHOLE_SIGNED,
        /** 到场: its form asks where the phone is, or why that is not shared ({@link Visit}). */
        VISIT
    }

    enum Assigns {
        NOTHING,
        /** The mover names an institution. */
        UNIT,
        /** The mover becomes the owner. */
        OWNER,
        /** The mover names a person of its unit, of the commission when it has none. */
        PERSON,
        /** The mover's institution and the mover. */
        BOTH,
        /** Nobody has it any more. */
        NOBODY
    }

    /** 卫生健康委（所辖区划） … as a refusal names those who may. */
    String who() {
        return reach.label() + by.stream().map(Role::label).sorted().collect(Collectors.joining("、"));
    }

    /** What was typed for it, read. What its own form asks is asked anew, whatever was answered before. */
    Form.Answers answers(Map<String, String> typed, Map<String, Object> facts) {
        Map<String, Object> about = new HashMap<>(facts);
        form.fields().forEach(field -> about.remove(field.id()));
        return form.answers(typed, about);
    }

    /** Answers, a note and papers are all that it takes: no key of one's own, nobody to be named. */
    boolean plain() {
        return !needs.contains(Need.SIGNATURE) && assigns != Assigns.UNIT && assigns != Assigns.PERSON;
    }

    boolean asksForProof() {
        return needs.contains(Need.NOTE)
                || needs.contains(Need.EVIDENCE)
                || needs.contains(Need.SIGNATURE)
                || form.fields().stream().anyMatch(field -> !field.optional());
    }
}
