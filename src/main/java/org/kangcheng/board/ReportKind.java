package org.kangcheng.board;

import java.util.Arrays;
import java.util.Optional;
import org.kangcheng.indicator.Period;

/** 报告. */
enum ReportKind {
    MONTHLY("month", "月报", "monthly-report", Period.Kind.MONTH),
    YEARLY("year", "年报", "yearly-report", Period.Kind.YEAR);

    private final String path;
    private final String title;
    private final String template;
    private final Period.Kind period;

    ReportKind(String path, String title, String template, Period.Kind period) {
        this.path = path;
        this.title = title;
        this.template = template;
        this.period = period;
    }

    static Optional<ReportKind> of(Period period) {
        return Arrays.stream(values()).filter(it -> it.period == period.kind()).findFirst();
    }

    static Optional<ReportKind> of(String path) {
        return Arrays.stream(values()).filter(it -> it.path.equals(path)).findFirst();
    }

    /** As it stands in addresses and tables. */
    public String path() {
        return path;
    }

    public String title() {
        return title;
    }

    String template() {
        return template;
    }

    Period.Kind period() {
        return period;
    }
}
