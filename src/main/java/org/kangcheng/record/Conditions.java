package org.kangcheng.record;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kangcheng.record.Criteria.Condition;
import org.kangcheng.record.Criteria.DateTest;
import org.kangcheng.record.Criteria.HasToken;
import org.kangcheng.record.Criteria.IsDated;

/** {@link Criteria} as the end of a where clause over {@code record.entry e}, and its arguments. */
final class Conditions {
    private final StringBuilder sql = new StringBuilder("not e.deleted and e.type = ?");
    private final List<Object> arguments = new ArrayList<>();

    Conditions(Criteria criteria) {
        arguments.add(criteria.type());
        for (Condition condition : criteria.conditions()) {
            switch (condition) {
                case HasToken has -> add(has);
                case IsDated dated -> add(dated);
            }
        }
    }

    private void add(HasToken has) {
        sql.append(has.negated() ? " and not e.tokens && ?::bigint[]" : " and e.tokens && ?::bigint[]");
        arguments.add(has.tokens());
    }

    private void add(IsDated dated) {
        String from = dated.lastChange() ? "e.recorded_at" : "e.effective_at";
        String to = dated.lastChange() ? "e.recorded_at" : "e.effective_to";
        sql.append(dated.tests().stream()
                .map(test -> test.prefix().sql(from, to))
                .collect(Collectors.joining(" or ", " and (", ")")));
        for (DateTest test : dated.tests()) {
            test.prefix().arguments(test.span()).forEach(at -> arguments.add(Timestamp.from(at)));
        }
    }

    String sql() {
        return sql.toString();
    }

    List<Object> arguments() {
        return arguments;
    }
}
