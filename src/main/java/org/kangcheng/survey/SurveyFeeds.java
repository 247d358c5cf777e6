package org.kangcheng.survey;

import java.util.ArrayList;
import java.util.List;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/**
 * What figures can be made of survey rounds: of each score of a questionnaire that the platform brings along, asked in one mode,
 * how many answers have it and what they come to, {@code survey.<questionnaire>.<mode>.<score>.answers} and {@code .points}
 * (in hundredths). The rows name neither who answered nor who asked.
 */
@Component
public class SurveyFeeds implements Feeds {
    private final List<Feed> feeds = all();

    /** Those of the questionnaires that the platform brings along. */
    public static List<FeedName> shipped() {
        return all().stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return feeds;
    }

    private static List<Feed> all() {
        List<Feed> feeds = new ArrayList<>();
        for (Definition shipped : new Definitions(List.of(new QuestionnaireEngine())).shipped()) {
            Questionnaire questionnaire = read(shipped);
            for (Sample.Mode mode : Sample.Mode.values()) {
                for (Questionnaire.Score score : questionnaire.scores()) {
                    String answers = AnswerCounting.answers(questionnaire.id(), mode, score.id());
                    String points = AnswerCounting.points(questionnaire.id(), mode, score.id());
                    feeds.add(feed(questionnaire, mode, score, answers, "·答卷", "1"));
                    feeds.add(feed(
                            questionnaire,
                            mode,
                            score,
                            points,
                            "·得分合计（百分之一分）",
                            "round((s.scores ->> '" + score.id() + "')::numeric * 100)"));
                }
            }
        }
        return List.copyOf(feeds);
    }

    private static Questionnaire read(Definition shipped) {
        try {
            return QuestionnaireEngine.read(shipped);
        } catch (UnsoundException e) {
            throw new IllegalStateException(shipped.id() + " is shipped and unsound", e);
        }
    }

    private static Feed feed(
            Questionnaire questionnaire,
            Sample.Mode mode,
            Questionnaire.Score score,
            String series,
            String what,
            String n) {
        boolean atHome = questionnaire.target().atHome();
        String title = questionnaire.title() + "（" + mode.label() + "）·" + score.title() + what;
        return Feed.of(
                FeedName.events(series, title, atHome ? Grain.RESIDENCE : Grain.INSTITUTION),
                """
                select %s as area_code, %s as institution_id, null::bigint as department_id, null::text as worker,
                       null::bigint as person_key, s.shard || '-' || s.sample_no as item,
                       (s.answered_at at time zone 'Asia/Shanghai')::date as day, %s::bigint as n
                  from survey.sample s join survey.round r on r.round_id = s.shard
                 where r.questionnaire = '%s' and s.mode = '%s' and s.scores ->> '%s' is not null
                   and (s.answered_at at time zone 'Asia/Shanghai')::date between :first and :last
                """.formatted(
                                atHome ? "s.area_code" : "null::text",
                                atHome ? "null::bigint" : "s.institution_id",
                                n,
                                questionnaire.id(),
                                mode.name(),
                                score.id()),
                Term.plus(series, Days.WITHIN));
    }
}
