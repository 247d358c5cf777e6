package org.kangcheng.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.UnsoundException;
import org.springframework.stereotype.Component;

/** 问卷库: those that are in force; a round lives by the version that it was made with. */
@Component
class Questionnaires {
    private final SurveyLibrary library;
    private final Map<String, Questionnaire> read = new ConcurrentHashMap<>();

    Questionnaires(SurveyLibrary library) {
        this.library = library;
    }

    List<Questionnaire> all() {
        return library.inForce(SurveyLibrary.QUESTIONNAIRES).stream()
                .map(Questionnaires::sound)
                .toList();
    }

    Optional<Questionnaire> find(String id) {
        return all().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** Kept as it is now, for the rounds that are made with it. */
    void keep(Questionnaire questionnaire) {
        library.keep(questionnaire.definition());
    }

    Questionnaire of(Round round) {
        return read.computeIfAbsent(
                round.questionnaire() + " " + round.version(),
                _ -> sound(library.version(SurveyLibrary.QUESTIONNAIRES, round.questionnaire(), round.version())));
    }

    private static Questionnaire sound(Definition definition) {
        try {
            return QuestionnaireEngine.read(definition);
        } catch (UnsoundException e) {
            throw new IllegalStateException(definition.id() + " was sound when it was put in force", e);
        }
    }
}
