package org.kangcheng.programme;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.directory.Areas;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.FeedName.Time;
import org.kangcheng.tally.Feeds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What figures can be made of programmes: of each service who belongs, who was served, to whom it is due, who is late, who is
 * excluded and why, how often it was delivered, how those deliveries were graded, how the latest of each person in a year was,
 * and what else was found. {@code programme.<id>.<service>.<what>}.
 */
@Component
public class ProgrammeFeeds implements Feeds {
    /** Made of a list of programmes, for as long as that is what is in force. */
    private record Made(List<InForce> of, List<Feed> feeds) {}

    /** What may stand in a query, and in a feed's name. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,20}");

    /** A later one of the same service in the same year that was graded. */
    private static final String LATER = """
            later.service_no = d.service_no and later.delivered_on >= d.delivered_on
                      and later.delivered_on < date_trunc('year', d.delivered_on::timestamp) + interval '1 year'
                      and (later.delivered_on, later.delivery_id) > (d.delivered_on, d.delivery_id)
                      and later.grade is not null and later.voided_at is null
                      and later.confirm in ('NONE', 'CONFIRMED')""";

    /** The same person has no later one, by this key or another that is hers. */
    private static final String LATEST = """
             and not exists (select from programme.delivery later where later.person_key = d.person_key and %1$s)
             and not exists (select from identity_pub.same_person same
                               join programme.delivery later on later.person_key = same.other_key
                              where same.person_key = d.person_key and %1$s)""".formatted(LATER);

    private final Programmes programmes;
    private volatile Made made = new Made(List.of(), List.of());

    ProgrammeFeeds(Programmes programmes) {
        this.programmes = programmes;
    }

    /** For a program that visits the database without the platform. */
    public static Feeds visiting(JdbcClient jdbc, Clock clock) {
        return new ProgrammeFeeds(new Programmes(
                new ProgrammeTable(jdbc),
                new VillageTaskTable(jdbc, Areas.visiting(jdbc)),
                new MadeDefinitions(jdbc),
                clock));
    }

    /** Those of the programmes that the platform brings along. */
    public static List<FeedName> shipped() {
        List<FeedName> names = new ArrayList<>();
        for (Definition definition : new Definitions(List.of(new ProgrammeEngine())).shipped()) {
            try {
                Programme programme = ProgrammeEngine.read(definition);
                programme.services().forEach(service -> names.addAll(new Names(programme, service).all()));
            } catch (UnsoundException e) {
                throw new IllegalStateException(definition.id() + " is shipped and unsound", e);
            }
        }
        return names;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public List<Feed> feeds() {
        List<InForce> all = programmes.all();
        Made now = made;
        if (now.of != all) {
            now = new Made(
                    all,
                    all.stream()
                            .flatMap(programme ->
                                    programme.services().stream().flatMap(service -> of(programme, service).stream()))
                            .toList());
            made = now;
        }
        return now.feeds;
    }

    private static List<Feed> of(InForce programme, Service service) {
        Names names = new Names(programme.programme(), service);
        int no = programme.number(service);
        List<Feed> feeds = new ArrayList<>();
        feeds.add(work(programme, no, names.members(), "true", Term.plus(Counting.members(no), Days.UNDATED)));
        feeds.add(work(
                programme,
                no,
                names.served(),
                "excluded is null and opens_on > :last",
                Term.plus(Counting.opens(no), Days.AFTER)));
        feeds.add(work(
                programme,
                no,
                names.late(),
                "excluded is null and due_on < :last",
                Term.plus(Counting.due(no), Days.BEFORE)));
        List<Term> due = new ArrayList<>(List.of(
                Term.plus(Counting.members(no), Days.UNDATED),
                Term.minus(Counting.opens(no), Days.AFTER),
                Term.minus(Counting.due(no), Days.BEFORE)));
        List<Term> excluded = new ArrayList<>();
        for (Exclusion reason : Exclusion.values()) {
            Term term = Term.plus(Counting.excluded(no, reason), Days.UNDATED);
            excluded.add(term);
            due.add(Term.minus(term.series(), Days.UNDATED));
            feeds.add(work(programme, no, names.excluded(reason), "excluded = '" + reason.name() + "'", term));
        }
        feeds.add(work(
                programme,
                no,
                names.due(),
                "excluded is null and opens_on <= :last and due_on >= :last",
                due.toArray(Term[]::new)));
        feeds.add(work(programme, no, names.excluded(), "excluded is not null", excluded.toArray(Term[]::new)));
        feeds.add(delivered(no, names.delivered(), "true", Term.plus(Counting.delivered(no), Days.WITHIN)));
        Map<String, String> grades = grades(service);
        List<Term> graded = new ArrayList<>();
        List<Term> latest = new ArrayList<>();
        grades.forEach((grade, label) -> {
            String such = "grade = '" + grade + "'";
            Term term = Term.plus(Counting.graded(no, grade), Days.WITHIN);
            graded.add(term);
            feeds.add(delivered(no, names.graded(grade, label), such, term));
            Term last = Term.plus(Counting.latest(no, grade), Days.WITHIN);
            latest.add(last);
            feeds.add(delivered(no, names.latest(grade, label), such + LATEST, last));
        });
        if (!graded.isEmpty()) {
            String any = "grade in ('" + String.join("', '", grades.keySet()) + "')";
            feeds.add(delivered(no, names.graded(), any, graded.toArray(Term[]::new)));
            feeds.add(delivered(no, names.latest(), any + LATEST, latest.toArray(Term[]::new)));
        }
        feeds.addAll(FoundFeeds.of(programme.programme(), service, no));
        return feeds;
    }

    /** Grades of one code are one: it is the code that a delivery keeps. */
    private static Map<String, String> grades(Service service) {
        Map<String, String> grades = new LinkedHashMap<>();
        service.form().grades().stream()
                .filter(grade -> PLAIN.matcher(grade.code()).matches())
                .forEach(grade -> grades.putIfAbsent(grade.code(), grade.label()));
        return grades;
    }

    private static Feed delivered(int no, FeedName name, String where, Term... terms) {
        return Feed.of(name, """
                select area_code, institution_id, null::bigint as department_id, worker, person_key,
                       delivery_id::text as item, delivered_on as day, 1::bigint as n
                  from programme.delivery d
                 where service_no = %d and delivered_on between :first and :last
                   and voided_at is null and confirm in ('NONE', 'CONFIRMED') and %s
                """.formatted(no, where), terms);
    }

    private static Feed work(InForce programme, int no, FeedName name, String where, Term... terms) {
        String rows = """
                select area_code, null::bigint as institution_id, null::bigint as department_id, null::text as worker,
                       person_key, person_key::text as item, due_on as day, 1::bigint as n
                  from programme.work where service_no = %d and %s
                """.formatted(no, where);
        return new Feed(
                name,
                new Feed.Counts.Series(List.of(terms)),
                rows,
                () -> programme.computing() ? "项目“" + programme.programme().title() + "”的对象还在计算" : null);
    }

    private record Names(Programme programme, Service service) {
        List<FeedName> all() {
            List<FeedName> all = new ArrayList<>(List.of(members(), served(), late(), due(), excluded(), delivered()));
            for (Exclusion reason : Exclusion.values()) {
                all.add(excluded(reason));
            }
            Map<String, String> grades = grades(service);
            if (!grades.isEmpty()) {
                all.addAll(List.of(graded(), latest()));
                grades.forEach((grade, label) -> all.addAll(List.of(graded(grade, label), latest(grade, label))));
            }
            all.addAll(FoundFeeds.names(programme, service));
            return all;
        }

        private String id(String what) {
            return "programme." + programme.id() + "." + service.id() + "." + what;
        }

        private FeedName now(String what, String title) {
            String full = programme.title() + "·" + service.title() + "·" + title;
            return new FeedName(id(what), full, Grain.RESIDENCE, Time.NOW, null);
        }

        /** The dead are members too: excluded ones. */
        FeedName members() {
            return now("members", "对象");
        }

        FeedName served() {
            return now("served", "已服务").within(id("members"));
        }

        FeedName late() {
            return now("late", "逾期").within(id("members"));
        }

        FeedName due() {
            return now("due", "应服务").within(id("members"));
        }

        FeedName excluded() {
            return now("excluded", "不能服务").within(id("members"));
        }

        FeedName excluded(Exclusion reason) {
            return now("excluded." + reason.name().toLowerCase(Locale.ROOT), reason.label())
                    .within(id("excluded"));
        }

        FeedName delivered() {
            return events("delivered", "服务次数");
        }

        FeedName graded() {
            return events("graded", "有分级的服务次数").within(id("delivered"));
        }

        FeedName graded(String grade, String label) {
            return events("graded." + grade.toLowerCase(Locale.ROOT), label).within(id("graded"));
        }

        FeedName latest() {
            return yearly("latest", "年内最近一次有分级的");
        }

        FeedName latest(String grade, String label) {
            return yearly("latest." + grade.toLowerCase(Locale.ROOT), "年内最近一次·" + label)
                    .within(id("latest"));
        }

        private FeedName yearly(String what, String title) {
            String full = programme.title() + "·" + service.title() + "·" + title;
            return new FeedName(id(what), full, Grain.RESIDENCE, Time.YEARLY, null);
        }

        private FeedName events(String what, String title) {
            return FeedName.events(id(what), programme.title() + "·" + service.title() + "·" + title, Grain.RESIDENCE);
        }
    }
}
