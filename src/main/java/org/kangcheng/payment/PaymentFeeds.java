package org.kangcheng.payment;

import java.util.List;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** What figures can be made of payments: from the totals that the ledger keeps by institution, day and channel. */
@Component
public class PaymentFeeds implements Feeds {
    private static final List<Feed> ALL = List.of(
            feed("payment.payments", "收款笔数", "payments", "1", "PAYMENT"),
            feed("payment.paid-fen", "收款金额（分）", "paid_fen", "amount_fen", "PAYMENT"),
            feed("payment.refunds", "退款笔数", "refunds", "1", "REFUND"),
            feed("payment.refunded-fen", "退款金额（分）", "refunded_fen", "amount_fen", "REFUND"));

    public static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    private static Feed feed(String id, String title, String total, String n, String kind) {
        return Feed.of(
                FeedName.events(id, title, Grain.INSTITUTION),
                """
                select null::text as area_code, institution_id, null::bigint as department_id, channel as worker,
                       person_key, posting_id::text as item, day, %s::bigint as n
                  from payment.posting where day between :first and :last and kind = '%s'
                """.formatted(n, kind),
                new Feed.Counts.Asked("""
                select place.code as place, coalesce(sum(t.%1$s), 0)::bigint as n
                  from unnest(:places::text[]) place (code)
                  join payment.day_total t on t.institution_id = nullif(substring(place.code, 2), '')::bigint
                   and t.day between :first and :last
                 where place.code <> '@' group by 1
                union all
                select '@', sum(%1$s)::bigint from payment.day_total
                 where '@' = any(:places::text[]) and day between :first and :last having count(*) > 0
                """.formatted(total)));
    }
}
