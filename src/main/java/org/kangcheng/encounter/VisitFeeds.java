package org.kangcheng.encounter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.encounter.VisitCounting.What;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** What figures can be made of visits, tests and medicines, by the day of the visit. */
@Component
public class VisitFeeds implements Feeds {
    private static final String VISIT = """
            select null::text as area_code, q.institution_id, q.department_id,
                   coalesce(p.name, q.practitioner_id::text) as worker, v.person_key, v.visit_id::text as item, q.day,
                   %s as n
              from encounter.queue q
              join encounter.visit v on v.person_key = q.person_key and v.visit_id = q.visit_id
              left join directory.practitioner p
                on p.institution_id = q.institution_id and p.practitioner_id = q.practitioner_id
             where q.day between :first and :last and %s
            """;
    private static final String TEST = """
            select null::text as area_code, q.institution_id, q.department_id, o.ordered_by as worker, o.person_key,
                   o.order_id::text as item, q.day, %s as n
              from encounter.queue q
              join encounter.laboratory_order o on o.person_key = q.person_key and o.visit_id = q.visit_id
             where q.day between :first and :last and %s
            """;
    private static final String MEDICINE = """
            select null::text as area_code, q.institution_id, q.department_id, m.ordered_by as worker, m.person_key,
                   m.prescription_id::text as item, q.day, 1::bigint as n
              from encounter.queue q
              join encounter.prescription m on m.person_key = q.person_key and m.visit_id = q.visit_id
             where q.day between :first and :last and %s
            """;
    private static final String ONE = "1::bigint";

    private static final List<Feed> ALL = List.of(
            feed(What.VISITS, "就诊（不含未就诊离开的）", null, VISIT.formatted(ONE, "v.state <> 'CANCELLED'")),
            feed(What.STARTED, "已接诊", What.VISITS, VISIT.formatted(ONE, "v.started_at is not null")),
            feed(
                    What.WAITING_MINUTES,
                    "候诊分钟",
                    null,
                    VISIT.formatted(minutes("v.arrived_at", "v.started_at"), "v.started_at is not null")),
            feed(What.FINISHED, "就诊完成", What.STARTED, VISIT.formatted(ONE, "v.state = 'FINISHED'")),
            feed(What.LEFT, "未就诊离开", null, VISIT.formatted(ONE, "v.state = 'CANCELLED'")),
            feed(What.ORDERS, "检验申请", null, TEST.formatted(ONE, "o.state <> 'CANCELLED'")),
            feed(What.RESULTS, "检验报告", What.ORDERS, TEST.formatted(ONE, "o.state = 'RELEASED'")),
            feed(
                    What.RESULT_MINUTES,
                    "采样到报告的分钟",
                    null,
                    TEST.formatted(minutes("o.sampled_at", "o.released_at"), "o.state = 'RELEASED'")),
            feed(What.PRESCRIPTIONS, "处方", null, MEDICINE.formatted("m.state <> 'CANCELLED'")),
            feed(What.DISPENSED, "已发药的处方", What.PRESCRIPTIONS, MEDICINE.formatted("m.state = 'DISPENSED'")));

    public static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    private static String minutes(String from, String until) {
        return "greatest(0, floor(extract(epoch from %s - %s) / 60))::bigint".formatted(until, from);
    }

    private static Feed feed(What what, String title, @Nullable What within, String rows) {
        FeedName name = FeedName.events(what.series(), title, Grain.INSTITUTION);
        return Feed.of(
                within == null ? name : name.within(within.series()), rows, Term.plus(what.series(), Days.WITHIN));
    }
}
