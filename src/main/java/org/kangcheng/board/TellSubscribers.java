package org.kangcheng.board;

import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.notice.Notices;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells who subscribed that the report of the period that has ended is there; once each, however often it is asked. */
@Component
class TellSubscribers {
    private final SubscriptionTable subscriptions;
    private final Indicators indicators;
    private final Notices notices;

    TellSubscribers(SubscriptionTable subscriptions, Indicators indicators, Notices notices) {
        this.subscriptions = subscriptions;
        this.indicators = indicators;
        this.notices = notices;
    }

    /** In the morning, when the night has frozen the figures. */
    @Scheduled(cron = "0 0 7 * * *", zone = "Asia/Shanghai")
    @Transactional
    public void tell() {
        for (ReportKind kind : ReportKind.values()) {
            Period ended = Period.of(kind.period(), indicators.today()).previous();
            subscriptions
                    .tell(kind.path(), ended.key())
                    .forEach(it -> notices.tell(
                            it.account(),
                            it.placeTitle() + kind.title() + "（" + ended.title() + "）已生成",
                            ReportPages.PAGE + "?place=" + it.place()));
        }
    }
}
