package org.kangcheng.payment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** What figures can be made of payments: what the ledger counts by institution and day. */
@Component
public class PaymentFeeds implements Feeds {
    static final String PAYMENTS = "payment.payments";
    static final String PAID = "payment.paid-fen";
    static final String REFUNDS = "payment.refunds";
    static final String REFUNDED = "payment.refunded-fen";

    /** Who took the money: its channel, as it is called. */
    private static final String CHANNEL = Arrays.stream(PayChannel.values())
            .map(it -> "when '%s' then '%s'".formatted(it.name(), it.label()))
            .collect(Collectors.joining(" ", "case channel ", " else channel end"));

    private static final List<Feed> ALL = List.of(
            feed(PAYMENTS, "收款笔数", "1", "PAYMENT"),
            feed(PAID, "收款金额（分）", "amount_fen", "PAYMENT"),
            feed(REFUNDS, "退款笔数", "1", "REFUND"),
            feed(REFUNDED, "退款金额（分）", "amount_fen", "REFUND"));

    public static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    private static Feed feed(String id, String title, String n, String kind) {
        return Feed.of(
                FeedName.events(id, title, Grain.INSTITUTION),
                """
                select null::text as area_code, institution_id, null::bigint as department_id, %s as worker,
                       person_key, posting_id::text as item, day, %s::bigint as n
                  from payment.posting where day between :first and :last and kind = '%s'
                """.formatted(CHANNEL, n, kind),
                Term.plus(id, Days.WITHIN));
    }
}
