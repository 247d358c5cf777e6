package org.kangcheng.portal;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.offline.Envelopes;
import org.kangcheng.offline.OfflinePart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 同步: the one synchronisation of all that works on the phone off line. Each part answers for what is its own. */
@RestController
@RequestMapping("/phone")
@Allowed({Role.VILLAGE_DOCTOR, Role.COMMISSION})
class PhoneEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(PhoneEndpoint.class);
    private static final int MOST_ENTRIES = 50;
    private static final int MOST_HELD = 20_000;
    private static final int MOST_ITEMS = 1_000;
    private static final int LONGEST_KEY = 64;
    private static final Refusal NO_PART = Refusal.notFound("没有这项离线功能。");
    private static final Refusal TOO_MANY = Refusal.badInput("too-many", "一次提交的内容太多。");
    private static final Refusal UNREADABLE = Refusal.badInput("bad-entry", "这条记录的内容无法解析。");
    /** What somebody did is handed in by herself. */
    private static final Refusal ANOTHERS = Refusal.forbidden("这条记录由另一个账号填写，请由本人登录提交。");

    private static final Refusal NOT_YOURS = Refusal.forbidden("居民不在您的辖区。");

    /**
     * @param header under which {@code token} goes with every request that changes something
     * @param envelope the key that entries are sealed to, see {@link Envelopes}
     * @param parts which parts are for the account
     */
    record Session(
            String account, String who, String header, String token, long now, String envelope, List<String> parts) {}

    /** @param have what the phone holds: {@code id:digest} with commas between */
    record Held(@Nullable String have) {}

    /**
     * An entry in clear ({@code body}), or as it was sealed on the phone ({@code box} under the key in {@code seal}): that is
     * how it comes when the phone has forgotten its own key.
     */
    record Entry(
            @Nullable String key,
            @Nullable String part,
            @Nullable JsonNode body,
            @Nullable String box,
            @Nullable String seal) {}

    record Queue(@Nullable List<Entry> entries) {}

    private final Map<String, OfflinePart> parts;
    private final Envelopes envelopes;
    private final Attachments attachments;
    private final JsonMapper json;
    private final Clock clock;

    PhoneEndpoint(List<OfflinePart> parts, Envelopes envelopes, Attachments attachments, JsonMapper json, Clock clock) {
        this.parts = parts.stream().collect(Collectors.toMap(OfflinePart::name, Function.identity()));
        this.envelopes = envelopes;
        this.attachments = attachments;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/session")
    Session session(Actor actor, CsrfToken csrf) {
        return new Session(
                actor.id(),
                actor.name(),
                csrf.getHeaderName(),
                csrf.getToken(),
                clock.millis(),
                Base64.getEncoder().encodeToString(envelopes.publicKey()),
                parts.values().stream()
                        .filter(part -> part.serves(actor))
                        .map(OfflinePart::name)
                        .sorted()
                        .toList());
    }

    @PostMapping("/download/{part}")
    OfflinePart.Download download(Actor actor, @PathVariable String part, @RequestBody Held held) {
        return part(actor, part).download(actor, have(held.have()), MOST_ITEMS);
    }

    private static Map<String, String> have(@Nullable String text) {
        Map<String, String> have = new HashMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split(",", MOST_HELD + 1)) {
                int colon = pair.indexOf(':');
                if (colon < 1) {
                    throw UNREADABLE.asException();
                }
                if (have.size() == MOST_HELD) {
                    throw TOO_MANY.asException();
                }
                have.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        }
        return have;
    }

    /** Takes what was entered off line; each entry stands by itself, and what is wrong with one holds up no other. */
    @PostMapping("/queue")
    List<Map<String, Object>> queue(Actor actor, @RequestBody Queue queue) {
        List<Entry> entries = queue.entries() == null ? List.of() : queue.entries();
        if (entries.size() > MOST_ENTRIES) {
            throw TOO_MANY.asException();
        }
        List<Map<String, Object>> answers = new ArrayList<>();
        for (Entry given : entries) {
            Entry entry = given == null ? new Entry(null, null, null, null, null) : given;
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("key", entry.key() == null ? "" : entry.key());
            answer(actor, entry, answer);
            answers.add(answer);
        }
        return answers;
    }

    private void answer(Actor actor, Entry entry, Map<String, Object> answer) {
        try {
            JsonNode body = body(entry);
            String key = entry.key();
            OfflinePart part = entry.part() == null ? null : parts.get(entry.part());
            if (part != null && !part.serves(actor)) {
                part = null;
            }
            if (part == null || key == null || key.isEmpty() || key.length() > LONGEST_KEY || body == null) {
                refused(UNREADABLE, Map.of(), answer);
                return;
            }
            if (!actor.id().equals(body.path("account").asString(""))) {
                refused(ANOTHERS, Map.of(), answer);
                return;
            }
            if (entry.seal() != null) {
                // To her who entered it, so that she can read it on her phone again.
                answer.put("own", Base64.getEncoder().encodeToString(own(entry.seal())));
            }
            switch (part.take(actor, key, body)) {
                case OfflinePart.Outcome.Taken(String said) -> {
                    answer.put("outcome", "taken");
                    answer.put("said", said);
                }
                case OfflinePart.Outcome.Unsound(String said, Map<String, String> problems) -> {
                    answer.put("outcome", "unsound");
                    answer.put("said", said);
                    answer.put("problems", problems);
                }
                case OfflinePart.Outcome.Refused(Refusal refusal, Map<String, Object> stands) ->
                    refused(refusal, stands, answer);
            }
        } catch (RuntimeException fault) {
            String trace =
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            LOG.error("fault {} in an entry of a phone", trace, fault);
            answer.put("outcome", "fault");
            answer.put("said", "系统出错，已保留，稍后会再提交。编号 " + trace + "。");
        }
    }

    private static void refused(Refusal refusal, Map<String, Object> stands, Map<String, Object> answer) {
        answer.put("outcome", "refused");
        answer.put("code", refusal.code());
        answer.put("said", refusal.message());
        answer.put("stands", stands);
    }

    private @Nullable JsonNode body(Entry entry) {
        if (entry.box() == null || entry.seal() == null) {
            return entry.body();
        }
        try {
            return json.readTree(
                    envelopes.open(own(entry.seal()), Base64.getDecoder().decode(entry.box())));
        } catch (IllegalArgumentException | JacksonException e) {
            return null;
        }
    }

    /** The key of one entry. */
    private byte[] own(String seal) {
        return envelopes.open(Base64.getDecoder().decode(seal));
    }

    /** A photo or voice note of an entry that was taken. Sealed like its entry when that comes sealed. */
    @PostMapping("/attachment")
    Map<String, Object> attachment(
            Actor actor, @RequestParam String entry, @RequestParam int no, @RequestParam MultipartFile file)
            throws IOException {
        Entry about = entry(entry);
        JsonNode body = body(about);
        String key = about.key();
        if (body == null || key == null || key.isEmpty() || key.length() > LONGEST_KEY) {
            throw UNREADABLE.asException();
        }
        if (!actor.id().equals(body.path("account").asString(""))) {
            throw ANOTHERS.asException();
        }
        OptionalLong owner =
                part(actor, about.part() == null ? "" : about.part()).owner(actor, body);
        if (owner.isEmpty()) {
            throw NOT_YOURS.asException();
        }
        byte[] content = content(about, file.getBytes());
        return switch (attachments.keep(actor, owner.getAsLong(), key, no, content)) {
            case Attachments.Outcome.Kept(var kept) -> Map.of("id", kept.id());
            case Attachments.Outcome.Refused(Refusal refusal) -> throw refusal.asException();
        };
    }

    private byte[] content(Entry about, byte[] bytes) {
        String seal = about.seal();
        try {
            return seal == null ? bytes : envelopes.open(own(seal), bytes);
        } catch (IllegalArgumentException e) {
            throw UNREADABLE.asException();
        }
    }

    private Entry entry(String text) {
        try {
            return json.readValue(text, Entry.class);
        } catch (JacksonException e) {
            throw UNREADABLE.asException();
        }
    }

    private OfflinePart part(Actor actor, String name) {
        OfflinePart part = parts.get(name);
        if (part == null || !part.serves(actor)) {
            throw NO_PART.asException();
        }
        return part;
    }
}
