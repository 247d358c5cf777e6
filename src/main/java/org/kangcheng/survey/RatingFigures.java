package org.kangcheng.survey;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.kangcheng.survey.ReceivedTable.Filter;
import org.kangcheng.survey.ReceivedTable.Received;
import org.kangcheng.survey.StarCountTable.Count;
import org.kangcheng.survey.StarCountTable.DepartmentCount;
import org.kangcheng.survey.StarCountTable.InstitutionSum;
import org.springframework.stereotype.Component;

/** 满意度统计: what the counted stars of a month say of the city, of an institution and of its departments. */
@Component
class RatingFigures {
    private static final int ROWS = 30;
    private static final String CLOSED = "已停用的科室";

    /** An institution's line in the city's table. */
    record InstitutionLine(
            long institutionId, String name, long ratings, String service, String waiting, String result) {}

    record DepartmentLine(long departmentId, String name, long ratings, List<Stars> questions) {}

    /** A rating as staff read it. */
    record ReceivedLine(String department, LocalDate day, Rating rating) {}

    private final StarCountTable counts;
    private final ReceivedTable received;
    private final Institutions institutions;

    RatingFigures(StarCountTable counts, ReceivedTable received, Institutions institutions) {
        this.counts = counts;
        this.received = received;
        this.institutions = institutions;
    }

    List<Stars> ofCity(YearMonth month) {
        return spread(counts.ofCity(month));
    }

    List<Stars> ofInstitution(long institutionId, YearMonth month) {
        return spread(counts.ofInstitution(institutionId, month).stream()
                .map(RatingFigures::count)
                .toList());
    }

    private static List<Stars> spread(List<Count> counts) {
        return Arrays.stream(Question.values())
                .map(question -> Stars.of(question, counts))
                .toList();
    }

    private static Count count(DepartmentCount of) {
        return new Count(of.question(), of.stars(), of.ratings());
    }

    /** The most rated first. */
    Slice<InstitutionLine> institutions(YearMonth month, @Nullable String after) {
        List<InstitutionSum> rows = counts.institutions(month, cursor(after), ROWS + 1);
        return Slice.of(rows, ROWS, row -> new PublicId(row.ratings(), row.institutionId()).toString())
                .map(this::line);
    }

    private static @Nullable InstitutionSum cursor(@Nullable String after) {
        return Optional.ofNullable(after)
                .flatMap(PublicId::parse)
                .map(last -> new InstitutionSum(last.key(), last.shard(), 0, 0, 0))
                .orElse(null);
    }

    private InstitutionLine line(InstitutionSum sum) {
        return new InstitutionLine(
                sum.institutionId(),
                institutions.find(sum.institutionId()).map(Institution::name).orElse(""),
                sum.ratings(),
                Stars.average(sum.service(), sum.ratings()),
                Stars.average(sum.waiting(), sum.ratings()),
                Stars.average(sum.result(), sum.ratings()));
    }

    List<DepartmentLine> departments(long institutionId, YearMonth month) {
        Map<Long, String> names = names(institutionId);
        Map<Long, List<DepartmentCount>> byDepartment = counts.ofInstitution(institutionId, month).stream()
                .collect(Collectors.groupingBy(DepartmentCount::departmentId));
        return byDepartment.entrySet().stream()
                .map(one -> line(one.getKey(), names, one.getValue()))
                .sorted(Comparator.comparing(DepartmentLine::ratings).reversed().thenComparing(DepartmentLine::name))
                .toList();
    }

    private static DepartmentLine line(long departmentId, Map<Long, String> names, List<DepartmentCount> counts) {
        List<Stars> questions = spread(counts.stream().map(RatingFigures::count).toList());
        return new DepartmentLine(
                departmentId,
                names.getOrDefault(departmentId, CLOSED),
                questions.getFirst().ratings(),
                questions);
    }

    String department(long institutionId, long departmentId) {
        return names(institutionId).getOrDefault(departmentId, CLOSED);
    }

    private Map<Long, String> names(long institutionId) {
        return institutions.departments(institutionId).stream()
                .collect(Collectors.toMap(Department::departmentId, Department::name));
    }

    /** How many ratings the filter leaves, by the counters. */
    long counted(long institutionId, YearMonth month, Filter filter) {
        Question question = Optional.ofNullable(filter.question()).orElse(Question.SERVICE);
        return counts.ofInstitution(institutionId, month).stream()
                .filter(count -> filter.departmentId() == null || filter.departmentId() == count.departmentId())
                .filter(count -> filter.stars() == null || filter.stars() == count.stars())
                .filter(count -> count.question() == question)
                .mapToLong(DepartmentCount::ratings)
                .sum();
    }

    /** The ratings behind a figure, those of the newest visits first. */
    Slice<ReceivedLine> rows(long institutionId, YearMonth month, Filter filter, @Nullable String after) {
        Map<Long, String> names = names(institutionId);
        long before = Optional.ofNullable(after).flatMap(PublicId::decode).orElse(Long.MAX_VALUE);
        List<Received> rows = received.before(institutionId, month, filter, before, ROWS + 1);
        return Slice.of(rows, ROWS, row -> PublicId.encode(row.visitId()))
                .map(row -> new ReceivedLine(
                        names.getOrDefault(row.departmentId(), CLOSED), CityTime.dayOf(row.ratedAt()), row.rating()));
    }
}
