package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kangcheng.tally.Feed;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Views for analysts, made by the owner of the database: of each indicator what its rows add up to by town, institution,
 * department and day. No person, no worker, no item, and no place smaller than a town stands in them.
 */
final class AnalystViews {
    /** Made by whoever may make roles; what is there is given the right to read. */
    static final String ROLE = "kangcheng_analyst";

    private final JdbcTemplate owner;
    private final Map<String, Feed> feeds;

    AnalystViews(JdbcTemplate owner, Map<String, Feed> feeds) {
        this.owner = owner;
        this.feeds = feeds;
    }

    /** Makes the schema anew, in one transaction of the caller. @return the names of the views */
    List<String> make(List<Indicator> indicators) {
        owner.execute("drop schema if exists analyst cascade");
        owner.execute("create schema analyst");
        List<String> names = new ArrayList<>();
        for (Indicator indicator : indicators) {
            if (indicator.fed() && feeds.keySet().containsAll(indicator.feeds())) {
                names.add(make(indicator));
            }
        }
        if (exists("kangcheng_app")) {
            owner.execute("revoke all on all tables in schema analyst from kangcheng_app");
        }
        if (exists(ROLE)) {
            owner.execute("grant usage on schema analyst to " + ROLE);
            owner.execute("grant select on all tables in schema analyst to " + ROLE);
        }
        return names;
    }

    private boolean exists(String role) {
        return Boolean.TRUE.equals(
                owner.queryForObject("select exists (select from pg_roles where rolname = ?)", Boolean.class, role));
    }

    /** Ids are lower-case words joined by hyphens: nothing in them can leave the name. */
    private String make(Indicator indicator) {
        String name = indicator.id().replace('-', '_');
        List<String> sides = new ArrayList<>();
        indicator.numerator().forEach(part -> sides.add(side("numerator", part)));
        indicator.denominator().forEach(part -> sides.add(side("denominator", part)));
        owner.execute("create view analyst.\"" + name + "\" as " + String.join(" union all ", sides));
        String comment = "%s。%s 单位：%s。依据：%s。第 %d 版。"
                .formatted(
                        indicator.title(),
                        indicator.explanation(),
                        indicator.unit().name(),
                        indicator.definition().source(),
                        indicator.definition().version());
        owner.execute("comment on view analyst.\"" + name + "\" is '" + comment.replace("'", "''") + "'");
        return "analyst." + name;
    }

    private String side(String side, Indicator.Part part) {
        Feed feed = feeds.get(part.feed());
        if (feed == null) {
            throw new IllegalStateException("no feed " + part.feed());
        }
        String rows = feed.rows()
                .replace(":first", "date '1900-01-01'")
                .replace(":last", "(now() at time zone 'Asia/Shanghai')::date");
        return """
                select '%s' as side, '%s' as feed, left(area_code, 9) as area_code, institution_id, department_id, day,
                       (%d * sum(n))::bigint as n
                  from (%s) r group by left(area_code, 9), institution_id, department_id, day
                """.formatted(side, part.feed(), part.sign(), rows);
    }
}
