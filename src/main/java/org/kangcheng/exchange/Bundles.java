package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
            boolean creates = steps.stream().anyMatch(Step::creates);
            Optional<byte[]> before = creates ? posted.claim(call.actor(), digest) : Optional.empty();
            if (before.isPresent()) {
                return Answer.ok(before.get());
            }
            Answer answer = Answer.ok(perform(call, steps));
            if (creates && answer.json() != null) {
                posted.keep(call.actor(), digest, answer.json());
            }
            return answer;
        });
    }

    /** FHIR's order: deletes, creates, updates, reads. */
    private ObjectNode perform(Call call, List<Step> steps) {
        Map<Step, Answer> answers = new LinkedHashMap<>();
        steps.stream().filter(step -> step.method().equals("DELETE")).forEach(step -> answers.put(step, route(step)));
        List<Step> creates = steps.stream().filter(Step::creates).toList();
        List<Item> items = creates.stream().map(Step::item).toList();
        intake.file(reach.of(call.actor()), call.base(), items);
        for (int at = 0; at < items.size(); at++) {
            answers.put(creates.get(at), Resources.answer(items.get(at)));
        }
        steps.stream()
                .filter(step -> !answers.containsKey(step))
                .sorted((a, b) ->
                        Boolean.compare(a.method().equals("GET"), b.method().equals("GET")))
                .forEach(step -> answers.put(step, route(step)));
        return response(
                "transaction-response", call, steps.stream().map(answers::get).toList());
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
            return own.execute(status -> step.creates() ? createOnce(call, step, digest) : route(step));
        } catch (FhirProblem problem) {
            return new Answer(problem.status(), FhirJson.write(problem.outcome()), null, null, null);
        }
    }

    private Answer createOnce(Call call, Step step, byte[] digest) {
        byte[] entryDigest = PostedBundles.entry(digest, step.index());
        Optional<byte[]> before = posted.claim(call.actor(), entryDigest);
        if (before.isPresent()) {
            return Step.remembered(before.get());
        }
        Item item = step.item();
        intake.file(reach.of(call.actor()), call.base(), List.of(item));
        Answer answer = Resources.answer(item);
        posted.keep(call.actor(), entryDigest, Step.memory(answer));
        return answer;
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
