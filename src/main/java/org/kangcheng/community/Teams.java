package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.community.StandingCounting.What;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 家庭医生团队: who is in them, which villages they answer for, and who may act for them. */
@Component
class Teams {
    private static final Refusal NO_TEAM = Refusal.notFound("没有这个家庭医生团队。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("这不是您所在机构的团队。");

    private final TeamTable table;
    private final Institutions institutions;
    private final Areas areas;
    private final StandingCounting counting;
    private final Ids ids;
    private final Clock clock;

    Teams(TeamTable table, Institutions institutions, Areas areas, StandingCounting counting, Ids ids, Clock clock) {
        this.table = table;
        this.institutions = institutions;
        this.areas = areas;
        this.counting = counting;
        this.ids = ids;
        this.clock = clock;
    }

    Optional<Team> find(TeamId team) {
        return table.find(team);
    }

    /** Where the team's institution stands. */
    Optional<String> area(Team team) {
        return institutions.find(team.institutionId()).map(Institution::areaCode);
    }

    String institution(Team team) {
        return institutions.find(team.institutionId()).map(Institution::name).orElse("");
    }

    /** Those a member of staff works in, and those of her institution. */
    List<Team> of(Actor actor) {
        Set<Team> teams = new LinkedHashSet<>();
        if (actor.institutionId() != null) {
            if (actor.practitionerId() != null) {
                teams.addAll(table.ofPractitioner(actor.institutionId(), actor.practitionerId()));
            }
            teams.addAll(table.ofInstitution(actor.institutionId()));
        }
        return List.copyOf(teams);
    }

    List<Team> ofArea(String area) {
        return table.ofArea(area);
    }

    /** The resident's own team first, then the others of her town. */
    List<Team> near(String village) {
        Set<Team> teams = new LinkedHashSet<>(table.ofArea(village));
        areas.find(village).map(Area::parent).ifPresent(town -> teams.addAll(table.ofArea(town)));
        return List.copyOf(teams);
    }

    /** Whether somebody may sign for a team, and see whom it serves. */
    boolean actsFor(Actor actor, Team team) {
        boolean supervises = actor.is(Role.COMMISSION)
                && area(team).filter(actor::coversArea).isPresent();
        return supervises || of(actor).contains(team);
    }

    /** The team, for whoever may act for it. */
    Team own(Actor actor, String id) {
        Team team = TeamId.parse(id).flatMap(table::find).orElseThrow(NO_TEAM::asException);
        if (!actsFor(actor, team)) {
            throw NOT_YOURS.asException();
        }
        return team;
    }

    /** Whether somebody's teams answer for a village, or she herself does. */
    boolean serves(Actor actor, String village) {
        return actor.coversArea(village)
                || of(actor).stream().anyMatch(team -> table.areas(team.id()).contains(village));
    }

    List<TeamMember> members(Team team) {
        List<TeamMember> members = new ArrayList<>();
        for (TeamTable.MemberRow row : table.members(team.id())) {
            members.add(new TeamMember(
                    row.memberId(),
                    row.worksAt(),
                    row.practitionerId(),
                    row.role(),
                    name(row.worksAt(), row.practitionerId())));
        }
        members.sort(Comparator.comparing(TeamMember::role));
        return members;
    }

    private String name(long worksAt, long practitionerId) {
        return institutions.practitioners(worksAt).stream()
                .filter(one -> one.practitionerId() == practitionerId)
                .map(Practitioner::name)
                .findFirst()
                .orElse("已离职");
    }

    List<Area> villages(Team team) {
        return table.areas(team.id()).stream()
                .flatMap(code -> areas.find(code).stream())
                .toList();
    }

    @Transactional
    public Outcome<Team> open(Actor actor, String name, String phone) {
        if (name.isBlank() || name.strip().length() > 50) {
            return Outcome.no(Refusal.badInput("name", "请填写团队名称，最多 50 个字。"));
        }
        if (!phone.matches("[0-9-]{0,20}")) {
            return Outcome.no(Refusal.badInput("phone", "电话只能写数字和横线。"));
        }
        Team team = new Team(actor.institution(), ids.next(), name.strip(), phone, CityTime.today(clock), null);
        if (!table.insert(team)) {
            return Outcome.no(Refusal.conflict("team-exists", "本机构已有同名的团队。"));
        }
        counting.begins(What.TEAMS, place(team), team.openedOn());
        return Outcome.done(team);
    }

    /** 停止服务: its contracts stand until they are changed or run out; nobody is a member any more. */
    @Transactional
    public void close(Team team) {
        LocalDate today = CityTime.today(clock);
        if (table.close(team.id(), today)) {
            counting.ends(What.TEAMS, place(team), today, 1);
            counting.ends(What.MEMBERS, place(team), today, table.removeMembers(team.id(), today));
        }
    }

    private static String place(Team team) {
        return Tally.institution(team.institutionId());
    }

    /** @param worksAt of the team's county */
    @Transactional
    public Optional<Refusal> addMember(Team team, long worksAt, long practitionerId, MemberRole role) {
        boolean known =
                institutions.practitioners(worksAt).stream().anyMatch(one -> one.practitionerId() == practitionerId);
        if (!known) {
            return Optional.of(Refusal.badInput("practitioner", "没有这位医务人员。"));
        }
        LocalDate today = CityTime.today(clock);
        TeamTable.MemberRow member = new TeamTable.MemberRow(ids.next(), worksAt, practitionerId, role);
        if (!table.addMember(team.id(), member, today)) {
            return Optional.of(Refusal.conflict("member-already", "已经是团队成员，或团队已停止服务。"));
        }
        counting.begins(What.MEMBERS, place(team), today);
        return Optional.empty();
    }

    @Transactional
    public void removeMember(Team team, long memberId) {
        LocalDate today = CityTime.today(clock);
        if (table.removeMember(team.id(), memberId, today)) {
            counting.ends(What.MEMBERS, place(team), today, 1);
        }
    }

    @Transactional
    public Optional<Refusal> addVillage(Team team, String code) {
        if (areas.find(code).filter(it -> it.level() == Area.Level.VILLAGE).isEmpty()) {
            return Optional.of(Refusal.badInput("village", "请选择村（社区）。"));
        }
        return table.addArea(team.id(), code)
                ? Optional.empty()
                : Optional.of(Refusal.conflict("village-taken", "这个村（社区）已有责任团队。"));
    }

    @Transactional
    public void removeVillage(Team team, String code) {
        table.removeArea(team.id(), code);
    }
}
