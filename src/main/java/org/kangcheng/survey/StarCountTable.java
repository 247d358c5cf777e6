package org.kangcheng.survey;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many gave so many stars: counted in the transaction of each rating, so that no page counts ratings. */
@Component
class StarCountTable {
    record Count(Question question, int stars, long ratings) {}

    record DepartmentCount(long departmentId, Question question, int stars, long ratings) {}

    /** An institution's month: the sums of the stars given to each question. */
    record InstitutionSum(long institutionId, long ratings, long service, long waiting, long result) {}

    private final JdbcClient jdbc;

    StarCountTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Last in the transaction: every rating of a department's month passes here, each in the order of the questions. */
    void count(long institutionId, long departmentId, YearMonth month, Rating rating) {
        LocalDate first = month.atDay(1);
        jdbc.sql("""
                insert into survey.star_count as c (institution_id, department_id, month, question, stars, ratings)
                values (?, ?, ?, 'SERVICE', ?, 1), (?, ?, ?, 'WAITING', ?, 1), (?, ?, ?, 'RESULT', ?, 1)
                    on conflict (institution_id, department_id, month, question, stars)
                    do update set ratings = c.ratings + 1
                """)
                .params(institutionId, departmentId, first, rating.service())
                .params(institutionId, departmentId, first, rating.waiting())
                .params(institutionId, departmentId, first, rating.result())
                .update();
    }

    List<Count> ofCity(YearMonth month) {
        return jdbc.sql("""
                select question, stars, sum(ratings) as ratings from survey.star_count
                 where month = ? group by question, stars
                """).param(month.atDay(1)).query(Count.class).list();
    }

    List<DepartmentCount> ofInstitution(long institutionId, YearMonth month) {
        return jdbc.sql("""
                select department_id, question, stars, ratings from survey.star_count
                 where institution_id = ? and month = ?
                """)
                .params(institutionId, month.atDay(1))
                .query(DepartmentCount.class)
                .list();
    }

    /** The city's institutions, the most rated first. */
    List<InstitutionSum> institutions(YearMonth month, @Nullable InstitutionSum after, int limit) {
        return jdbc.sql("""
                select institution_id, sum(ratings) filter (where question = 'SERVICE') as ratings,
                       sum(stars * ratings) filter (where question = 'SERVICE') as service,
                       sum(stars * ratings) filter (where question = 'WAITING') as waiting,
                       sum(stars * ratings) filter (where question = 'RESULT') as result
                  from survey.star_count where month = ?
                 group by institution_id
                having (-sum(ratings) filter (where question = 'SERVICE'), institution_id) > (?, ?)
                 order by ratings desc, institution_id limit ?
                """)
                .param(month.atDay(1))
                .params(after == null ? Long.MIN_VALUE : -after.ratings(), after == null ? 0 : after.institutionId())
                .param(limit)
                .query(InstitutionSum.class)
                .list();
    }
}
