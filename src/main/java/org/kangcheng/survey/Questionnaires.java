package org.kangcheng.survey;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.springframework.stereotype.Component;

/** 问卷库: those that are shipped; a round lives by the version that it was made with. */
@Component
class Questionnaires {
    private final Definitions definitions = new Definitions(List.of(new QuestionnaireEngine()));
    private final MadeDefinitions made;
    private final Clock clock;
    private final Map<String, Questionnaire> read = new ConcurrentHashMap<>();

    Questionnaires(MadeDefinitions made, Clock clock) {
        this.made = made;
        this.clock = clock;
    }

    List<Questionnaire> all() {
        return definitions.shipped().stream().map(Questionnaires::sound).toList();
    }

    Optional<Questionnaire> find(String id) {
        return all().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** Kept as it is now, for the rounds that are made with it. */
    void keep(Questionnaire questionnaire) {
        Definition definition = questionnaire.definition();
        if (made.find(QuestionnaireEngine.NAME, definition.id(), definition.version())
                .isEmpty()) {
            made.save(definition, "survey", clock.instant());
        }
    }

    Questionnaire of(Round round) {
        return read.computeIfAbsent(round.questionnaire() + " " + round.version(), _ -> {
            MadeDefinitions.Text text = made.find(QuestionnaireEngine.NAME, round.questionnaire(), round.version())
                    .orElseThrow();
            try {
                return sound(definitions.read(text.file(), text.text()));
            } catch (UnsoundException e) {
                throw new IllegalStateException("a questionnaire was sound when its round was made", e);
            }
        });
    }

    private static Questionnaire sound(Definition definition) {
        try {
            return QuestionnaireEngine.read(definition);
        } catch (UnsoundException e) {
            throw new IllegalStateException(definition.id() + " is shipped and unsound", e);
        }
    }
}
