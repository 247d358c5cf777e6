package org.kangcheng.community;

import org.kangcheng.kernel.PublicId;

/**
 * A practitioner in a team.
 *
 * @param worksAt her own institution
 * @param name as the directory has it
 */
record TeamMember(long memberId, long worksAt, long practitionerId, MemberRole role, String name) {
    public String id() {
        return PublicId.encode(memberId);
    }
}
