package org.kangcheng.board;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SubscriptionTable {
    /** @param kind as {@link ReportKind#path} says */
    record Subscription(String account, String kind, String place, String placeTitle) {}

    private final JdbcClient jdbc;

    SubscriptionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param told the last period that she need not be told of */
    void insert(Subscription wanted, String told) {
        jdbc.sql("""
                insert into board.subscription (account, kind, place, place_title, told) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(wanted.account, wanted.kind, wanted.place, wanted.placeTitle, told)
                .update();
    }

    void delete(String account, String kind, String place) {
        jdbc.sql("delete from board.subscription where account = ? and kind = ? and place = ?")
                .params(account, kind, place)
                .update();
    }

    List<Subscription> of(String account) {
        return jdbc.sql("""
                select account, kind, place, place_title from board.subscription where account = ? order by kind, place
                """).param(account).query(Subscription.class).list();
    }

    /** Those who have not been told of the period, and from now on have: each is told once, whoever asks. */
    List<Subscription> tell(String kind, String period) {
        return jdbc.sql("""
                update board.subscription set told = :period where kind = :kind and told < :period
                returning account, kind, place, place_title
                """)
                .param("kind", kind)
                .param("period", period)
                .query(Subscription.class)
                .list();
    }
}
