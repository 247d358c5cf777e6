package org.kangcheng.community;

import java.util.ArrayList;
import java.util.List;
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

/** What figures can be made of contracts: {@code contract.standing}, and of each package {@code contract.<package>.standing}. */
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
        return List.copyOf(feeds);
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
