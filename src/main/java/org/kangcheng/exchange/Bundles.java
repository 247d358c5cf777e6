package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bundles of requests: a transaction is done whole or not at all, a batch entry by entry. */
@Component
class Bundles {
    private static final int MOST_ENTRIES = 50_000;

    private final Intake intake;
    private final Router router;
    private final Reach reach;
    private final PostedBundles posted;
    private final TransactionTemplate own;

    Bundles(Intake intake, Router router, Reach reach, PostedBundles posted, PlatformTransactionManager transactions) {
        this.intake = intake;
        this.router = router;
        this.reach = reach;
        this.posted = posted;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    Answer answer(Call call) {
        ObjectNode bundle = Resources.checked(call, "Bundle");
        JsonNode entries = bundle.path("entry");
        if (entries.size() > MOST_ENTRIES) {
            throw FhirProblem.of(413, "too-long", "一个 Bundle 最多 " + MOST_ENTRIES + " 个条目。");
        }
        return switch (bundle.path("type").asString()) {
            case "transaction" -> transaction(call, bundle);
            case "batch" -> batch(call, bundle);
            default -> throw FhirProblem.notSupported("只接受 transaction 或 batch 类型的 Bundle。");
        };
    }

    private Answer transaction(Call call, ObjectNode bundle) {
        List<Step> steps = steps(call, bundle);
        byte[] digest = PostedBundles.digest(bundle);
        return own.execute(status -> {
            boolean makes = steps.stream().anyMatch(Step::makes);
            Optional<byte[]> before = makes ? posted.claim(call.actor(), digest) : Optional.empty();
            if (before.isPresent()) {
                return Answer.ok(before.get());
            }
            Answer answer = Answer.ok(perform(call, steps));
            if (makes && answer.json() != null) {
                posted.keep(call.actor(), digest, answer.json());
            }
            return answer;
        });
    }

    /** FHIR's order: deletes, creates, updates, reads. */
    private ObjectNode perform(Call call, List<Step> steps) {
        Answer[] answers = new Answer[steps.size()];
        route(steps, "DELETE", answers);
        replace(steps, updated(steps));
        List<Item> items = steps.stream().filter(Step::creates).map(Step::item).toList();
        intake.file(reach.of(call.actor()), call.base(), items);
        items.forEach(item -> answers[item.index] = Resources.answer(item));
        replace(steps.stream().filter(step -> !step.creates()).toList(), created(items));
        for (String method : List.of("POST", "PUT", "GET")) {
            route(steps, method, answers);
        }
        return response("transaction-response", call, Arrays.asList(answers));
    }

    /** What the bundle's updates are called in it, and here. */
    private static Map<String, String> updated(List<Step> steps) {
        Map<String, String> names = new HashMap<>();
        for (Step step : steps) {
            if (step.method().equals("PUT") && step.fullUrl() != null) {
                names.put(step.fullUrl(), String.join("/", step.call().path()));
            }
        }
        return names;
    }

    private static Map<String, String> created(List<Item> items) {
        Map<String, String> names = new HashMap<>();
        for (Item item : items) {
            if (item.fullUrl != null) {
                names.put(item.fullUrl, item.reference());
            }
        }
        return names;
    }

    private static void replace(List<Step> steps, Map<String, String> names) {
        for (Step step : steps) {
            ObjectNode resource = step.call().body();
            if (resource != null) {
                References.replace(resource, names);
            }
        }
    }

    private void route(List<Step> steps, String method, Answer[] answers) {
        for (Step step : steps) {
            if (step.method().equals(method) && !step.creates()) {
                answers[step.index()] = route(step);
            }
        }
    }

    private Answer route(Step step) {
        return step.within(() -> router.route(step.call()));
    }

    private Answer batch(Call call, ObjectNode bundle) {
        List<Step> steps = steps(call, bundle);
        byte[] digest = PostedBundles.digest(bundle);
        List<Answer> answers = new ArrayList<>();
        for (Step step : steps) {
            answers.add(separately(call, step, digest));
        }
        return Answer.ok(response("batch-response", call, answers));
    }

    /** An entry of its own: what fails here fails alone, and what was created before is not created again. */
    private Answer separately(Call call, Step step, byte[] digest) {
        try {
            return own.execute(status -> step.makes() ? makeOnce(call, step, digest) : route(step));
        } catch (RuntimeException failure) {
            return Answer.of(FhirProblem.of(failure));
        }
    }

    private Answer makeOnce(Call call, Step step, byte[] digest) {
        byte[] entryDigest = PostedBundles.entry(digest, step.index());
        Optional<byte[]> before = posted.claim(call.actor(), entryDigest);
        if (before.isPresent()) {
            return Step.remembered(before.get());
        }
        Answer answer = step.creates() ? create(call, step) : route(step);
        posted.keep(call.actor(), entryDigest, Step.memory(answer));
        return answer;
    }

    private Answer create(Call call, Step step) {
        Item item = step.item();
        intake.file(reach.of(call.actor()), call.base(), List.of(item));
        return Resources.answer(item);
    }

    private static List<Step> steps(Call call, ObjectNode bundle) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            steps.add(Step.read(call, steps.size(), entry));
        }
        return steps;
    }

    private static ObjectNode response(String type, Call call, List<Answer> answers) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle").put("type", type);
        var lines = bundle.putArray("entry");
        boolean representation = call.header("prefer")
                .filter(prefer -> prefer.contains("return=representation"))
                .isPresent();
        for (Answer answer : answers) {
            Step.response(lines.addObject(), call.base(), answer, representation);
        }
        return bundle;
    }
}
