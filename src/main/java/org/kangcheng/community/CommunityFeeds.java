package org.kangcheng.community;

import java.util.ArrayList;
import java.util.List;
import org.kangcheng.community.StandingCounting.What;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.FeedName.Time;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/**
 * What figures can be made of contracts: {@code contract.standing}, and of each package {@code contract.<package>.standing}; of
 * teams, caregivers, households that are helped, and experts' stations.
 */
@Component
public class CommunityFeeds implements Feeds {
    private static final String ROWS = """
            select c.area_code, c.institution_id, null::bigint as department_id, t.name as worker, c.person_key,
                   c.contract_id::text as item, %s as day, 1::bigint as n
              from community.contract c left join community.team t using (institution_id, team_id)
             where %s
            """;
    private static final String STANDING = "c.from_date <= :last and coalesce(c.ended_on, c.to_date) > :last";

    private final List<Feed> feeds = all();

    /** Those of the packages that the platform brings along. */
    public static List<FeedName> shipped() {
        return all().stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return feeds;
    }

    private static List<Feed> all() {
        List<Feed> feeds = new ArrayList<>();
        feeds.add(standing("", "家庭医生签约", ContractCounting.ALL, STANDING));
        for (Definition shipped : new Definitions(List.of(new PackageEngine())).shipped()) {
            feeds.add(standing(
                    "." + shipped.id(),
                    shipped.title() + "签约",
                    ContractCounting.servicePackage(shipped.id()),
                    STANDING + " and exists (select from unnest(c.packages) it where split_part(it, '@', 1) = '"
                            + shipped.id() + "')"));
        }
        feeds.add(Feed.of(
                FeedName.events("contract.begun", "新签、续签的合同", Grain.RESIDENCE),
                ROWS.formatted("c.from_date", "c.from_date between :first and :last"),
                Term.plus(ContractCounting.ALL + ".begins", Days.WITHIN)));
        feeds.add(Feed.of(
                FeedName.events("contract.ran-out", "到期的合同", Grain.RESIDENCE),
                ROWS.formatted(
                        "c.to_date",
                        "c.to_date between :first and :last and coalesce(c.ended_on, c.to_date) = c.to_date"),
                Term.plus(ContractCounting.ALL + ".terms", Days.WITHIN)));
        feeds.add(Feed.of(
                FeedName.events("contract.renewed", "续签的合同", Grain.RESIDENCE).within("contract.begun"),
                ROWS.formatted(
                        "c.from_date",
                        "c.from_date between :first and :last and c.renewal"
                                + " and coalesce(c.ended_on, c.to_date) > c.from_date"),
                Term.plus(ContractCounting.ALL + ".renewed", Days.WITHIN)));
        feeds.addAll(people());
        feeds.addAll(stations());
        return List.copyOf(feeds);
    }

    /** Who is there for others, and for whom. */
    private static List<Feed> people() {
        return List.of(
                standing("team.standing", "家庭医生团队", Grain.INSTITUTION, What.TEAMS, """
                        select null::text as area_code, institution_id, null::bigint as department_id, name as worker,
                               null::bigint as person_key, institution_id || '-' || team_id as item, opened_on as day,
                               1::bigint as n
                          from community.team where %s
                        """.formatted(
                                standsOn("opened_on", "closed_on"))),
                standing("team-member.standing", "家庭医生团队成员（一人在几个队计几次）", Grain.INSTITUTION, What.MEMBERS, """
                        select m.institution_id, null::text as area_code, null::bigint as department_id, p.name as worker,
                               null::bigint as person_key, m.institution_id || '-' || m.team_id || '-' || m.member_id as item,
                               m.from_date as day, 1::bigint as n
                          from community.team_member m
                          left join directory.practitioner p
                            on p.institution_id = m.works_at and p.practitioner_id = m.practitioner_id
                         where %s
                        """.formatted(
                                standsOn("m.from_date", "m.to_date"))),
                standing("caregiver.standing", "登记的护理员", Grain.RESIDENCE, What.CAREGIVERS, """
                        select area_code, institution_id, null::bigint as department_id, registered_by as worker, person_key,
                               person_key::text as item, registered_on as day, 1::bigint as n
                          from community.caregiver where %s
                        """.formatted(
                                standsOn("registered_on", "ended_on"))),
                standing("care-plan.standing", "有护理计划的居民", Grain.RESIDENCE, What.PLANS, """
                        select p.area_code, c.institution_id, null::bigint as department_id, p.made_by as worker, p.person_key,
                               p.person_key || '-' || p.plan_id as item, p.from_date as day, 1::bigint as n
                          from community.care_plan p left join community.caregiver c on c.person_key = p.caregiver_key
                         where %s
                        """.formatted(
                                standsOn("p.from_date", "p.to_date"))),
                standing("helped-household.standing", "有帮扶责任人的户", Grain.RESIDENCE, What.HELPED, """
                        select w.area_code, null::bigint as institution_id, null::bigint as department_id, w.unit as worker,
                               h.head_key as person_key, w.area_code || '-' || w.household_id || '-' || w.helper_id as item,
                               w.from_date as day, 1::bigint as n
                          from community.helper w join community.household h using (area_code, household_id)
                         where %s
                        """.formatted(
                                standsOn("w.from_date", "w.to_date"))));
    }

    /** 名医基层工作站、巡诊. */
    private static List<Feed> stations() {
        return List.of(
                standing("station.standing", "名医基层工作站与巡诊点", Grain.INSTITUTION, What.STATIONS, """
                        select null::text as area_code, institution_id, department_id, expert as worker,
                               null::bigint as person_key, institution_id || '-' || station_id as item, opened_on as day,
                               1::bigint as n
                          from community.station where %s
                        """.formatted(
                                standsOn("opened_on", "closed_on"))),
                Feed.of(
                        FeedName.events("station.days", "名医工作站、巡诊的出诊日", Grain.INSTITUTION),
                        """
                        select null::text as area_code, d.institution_id, s.department_id, s.expert as worker,
                               null::bigint as person_key, d.institution_id || '-' || d.session_id as item, d.day,
                               1::bigint as n
                          from community.station_day d join community.station s using (institution_id, station_id)
                         where d.day between :first and :last
                        """,
                        Term.plus(StandingCounting.STATION_DAYS, Days.WITHIN)));
    }

    private static String standsOn(String from, String until) {
        return "%s <= :last and coalesce(%s, date 'infinity') > :last".formatted(from, until);
    }

    private static Feed standing(String id, String title, Grain grain, What what, String rows) {
        return Feed.of(
                new FeedName(id, title, grain, Time.STANDING, null),
                rows,
                Term.plus(what.begins(), Days.UNTIL),
                Term.minus(what.ends(), Days.UNTIL));
    }

    private static Feed standing(String id, String title, String series, String where) {
        FeedName name = new FeedName(
                "contract" + id + ".standing",
                title,
                Grain.RESIDENCE,
                Time.STANDING,
                id.isEmpty() ? "people.living" : "contract.standing");
        return Feed.of(
                name,
                ROWS.formatted("c.from_date", where),
                Term.plus(series + ".begins", Days.UNTIL),
                Term.minus(series + ".ends", Days.UNTIL));
    }
}
