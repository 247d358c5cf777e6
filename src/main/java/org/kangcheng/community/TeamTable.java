package org.kangcheng.community;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TeamTable {
    private static final String COLUMNS =
            "select t.institution_id, t.team_id, t.name, t.phone, t.opened_on, t.closed_on from community.team t ";

    record MemberRow(long memberId, long worksAt, long practitionerId, MemberRole role) {}

    private final JdbcClient jdbc;

    TeamTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the institution has an open team of this name. */
    boolean insert(Team team) {
        return jdbc.sql("""
                insert into community.team (institution_id, team_id, name, phone, opened_on) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                        .params(team.institutionId(), team.teamId(), team.name(), team.phone(), team.openedOn())
                        .update()
                == 1;
    }

    /** False when it was closed already. */
    boolean close(TeamId team, LocalDate on) {
        int closed = jdbc.sql(
                        "update community.team set closed_on = ? where institution_id = ? and team_id = ? and closed_on is null")
                .params(on, team.institutionId(), team.teamId())
                .update();
        jdbc.sql("delete from community.team_area where institution_id = ? and team_id = ?")
                .params(team.institutionId(), team.teamId())
                .update();
        return closed == 1;
    }

    /** @return how many there were */
    int removeMembers(TeamId team, LocalDate to) {
        return jdbc.sql("""
                update community.team_member set to_date = ?
                 where institution_id = ? and team_id = ? and to_date is null
                """).params(to, team.institutionId(), team.teamId()).update();
    }

    Optional<Team> find(TeamId team) {
        return jdbc.sql(COLUMNS + "where t.institution_id = ? and t.team_id = ?")
                .params(team.institutionId(), team.teamId())
                .query(Team.class)
                .optional();
    }

    List<Team> ofInstitution(long institutionId) {
        return jdbc.sql(COLUMNS + "where t.institution_id = ? and t.closed_on is null order by t.name")
                .param(institutionId)
                .query(Team.class)
                .list();
    }

    List<Team> ofPractitioner(long worksAt, long practitionerId) {
        return jdbc.sql(COLUMNS + """
                join community.team_member m on m.institution_id = t.institution_id and m.team_id = t.team_id
                where m.works_at = ? and m.practitioner_id = ? and m.to_date is null and t.closed_on is null
                order by t.name
                """)
                .params(worksAt, practitionerId)
                .query(Team.class)
                .list();
    }

    /** The teams that answer for villages of an area. */
    List<Team> ofArea(String area) {
        return jdbc.sql(COLUMNS + """
                where t.closed_on is null and exists (
                    select from community.team_area a
                     where a.institution_id = t.institution_id and a.team_id = t.team_id
                       and a.area_code >= ? and a.area_code < ? || ':')
                order by t.institution_id, t.name
                """).params(area, area).query(Team.class).list();
    }

    List<MemberRow> members(TeamId team) {
        return jdbc.sql("""
                select member_id, works_at, practitioner_id, role from community.team_member
                 where institution_id = ? and team_id = ? and to_date is null order by member_id
                """)
                .params(team.institutionId(), team.teamId())
                .query(MemberRow.class)
                .list();
    }

    /** False when the practitioner is one already, or the team is closed. */
    boolean addMember(TeamId team, MemberRow member, LocalDate from) {
        return jdbc.sql("""
                insert into community.team_member (institution_id, team_id, member_id, works_at, practitioner_id, role,
                    from_date)
                select institution_id, team_id, ?, ?, ?, ?, ? from community.team
                 where institution_id = ? and team_id = ? and closed_on is null for share
                on conflict do nothing
                """)
                        .params(member.memberId(), member.worksAt(), member.practitionerId())
                        .params(member.role().name(), from, team.institutionId(), team.teamId())
                        .update()
                == 1;
    }

    /** False when nobody was such a member. */
    boolean removeMember(TeamId team, long memberId, LocalDate to) {
        return jdbc.sql("""
                update community.team_member set to_date = ?
                 where institution_id = ? and team_id = ? and member_id = ? and to_date is null
                """)
                        .params(to, team.institutionId(), team.teamId(), memberId)
                        .update()
                == 1;
    }

    List<String> areas(TeamId team) {
        return jdbc.sql("select area_code from community.team_area where institution_id = ? and team_id = ? order by 1")
                .params(team.institutionId(), team.teamId())
                .query(String.class)
                .list();
    }

    /** False when another team, or this one, answers for the village already. */
    boolean addArea(TeamId team, String village) {
        return jdbc.sql("""
                insert into community.team_area (area_code, institution_id, team_id) values (?, ?, ?)
                on conflict do nothing
                """)
                        .params(village, team.institutionId(), team.teamId())
                        .update()
                == 1;
    }

    void removeArea(TeamId team, String village) {
        jdbc.sql("delete from community.team_area where area_code = ? and institution_id = ? and team_id = ?")
                .params(village, team.institutionId(), team.teamId())
                .update();
    }
}
