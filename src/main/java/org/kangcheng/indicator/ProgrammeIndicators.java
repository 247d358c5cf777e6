package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kangcheng.tally.FeedName;

/**
 * A programme that is put in force brings its figures along: of each service that no indicator speaks of yet, the share of
 * those who can be served to whom nothing is due.
 */
final class ProgrammeIndicators {
    private static final String PREFIX = "programme.";
    private static final String MEMBERS = ".members";
    private static final String ENDING = "·对象";

    private ProgrammeIndicators() {}

    /** The texts of definitions for what {@code spoken} does not name. */
    static List<String> missing(Map<String, FeedName> feeds, List<Indicator> spoken) {
        Set<String> named = new HashSet<>();
        spoken.forEach(indicator -> named.addAll(indicator.feeds()));
        List<String> texts = new ArrayList<>();
        for (FeedName feed : feeds.values()) {
            if (feed.id().startsWith(PREFIX) && feed.id().endsWith(MEMBERS)) {
                String service = feed.id().substring(0, feed.id().length() - MEMBERS.length());
                if (!named.contains(service + ".served")) {
                    texts.add(text(service, feed.title().replace(ENDING, "")));
                }
            }
        }
        return texts;
    }

    private static String text(String service, String title) {
        return """
                engine: indicator
                id: coverage-%1$s
                title: '%2$s'
                version: 1
                source: 项目定义
                from: 2024-01-01
                group: 应做尽做
                explanation: 对象中当前不欠这项服务的人，占能够服务的对象的比例：已落实 ÷（对象 − 不能服务）。
                unit: percent
                direction: more
                periods: [now]
                numerator: {add: [%3$s.served]}
                denominator: {add: [%3$s.members], less: [%3$s.excluded]}
                exclusions: 死亡、迁出、失联、本人拒绝、禁忌的不计入分母，须有登记的理由。
                examples:
                  - {feeds: {%3$s.served: 95, %3$s.members: 100, %3$s.excluded: 5}, value: "100.0%%"}
                """.formatted(service.substring(PREFIX.length()).replace('.', '-'), title.replace("'", "''"), service);
    }
}
