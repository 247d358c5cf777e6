package org.kangcheng.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * 村医的手机, as the platform meets it: signs in at the page, fetches the list by what differs, and hands in what waits through
 * the one synchronisation. What was not settled stays and is sent again under its key.
 */
final class FieldPhone implements AutoCloseable {
    /** Where a connection breaks. */
    enum Cut {
        NOWHERE,
        /** Half of what waits has left the phone. */
        IN_THE_REQUEST,
        /** All of it has, and nobody hears what became of it. */
        BEFORE_THE_ANSWER
    }

    /** As the platform allows. */
    static final int BATCH = 50;

    private static final int GROWN_UP = 18;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    /** To the sign-in page; or forbidden, since the session that the token belongs to is gone. */
    private static final Set<Integer> TURNED_AWAY = Set.of(302, 403);

    private static final String JSON = "application/json";

    /** The platform could not serve it; the phone tries again. */
    static final class Unserved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unserved(String what) {
            super(what);
        }

        Unserved(IOException cut) {
            super(cut);
        }
    }

    /** What is entered on the phone. @param body as {@code /phone/queue} takes it, without the account */
    record Entry(String key, long personKey, Map<String, Object> body) {}

    private final URI base;
    private final JsonMapper json;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;
    private final Map<String, String> held = new HashMap<>();
    private final Map<String, JsonNode> people = new HashMap<>();
    private JsonNode about = MissingNode.getInstance();
    private String user = "";
    private String password = "";
    private String account = "";
    private String header = "";
    private String token = "";

    FieldPhone(URI base, JsonMapper json) {
        this.base = base;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    void signIn(String user, String password) {
        this.user = user;
        this.password = password;
        signIn();
    }

    private void signIn() {
        Matcher found = TOKEN.matcher(send(HttpRequest.newBuilder(base.resolve("/sign-in")), 200));
        if (!found.find()) {
            throw new Unserved("no token on the sign-in page");
        }
        String form =
                "username=%s&password=%s&code=&_csrf=%s".formatted(coded(user), coded(password), coded(found.group(1)));
        send(
                HttpRequest.newBuilder(base.resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                302);
        JsonNode session = json.readTree(
                send(HttpRequest.newBuilder(base.resolve("/phone/session")).header("Accept", JSON), 200));
        account = session.path("account").asString();
        header = session.path("header").asString();
        token = session.path("token").asString();
    }

    /** As {@code Actor.id} of whoever is signed in. */
    String account() {
        return account;
    }

    /** Fetches what differs from what is held. @return how many items it then holds */
    int download() {
        for (boolean more = true; more; ) {
            String have = held.entrySet().stream()
                    .map(it -> it.getKey() + ":" + it.getValue())
                    .collect(Collectors.joining(","));
            JsonNode answer = json.readTree(post("/phone/download/field", Map.of("have", have)));
            about = answer.path("about").path("content");
            answer.path("changed").forEach(item -> {
                held.put(item.path("id").asString(), item.path("digest").asString());
                people.put(item.path("id").asString(), item.path("content"));
            });
            answer.path("gone").forEach(id -> {
                held.remove(id.asString());
                people.remove(id.asString());
            });
            more = answer.path("more").asBoolean();
        }
        return held.size();
    }

    boolean holds(String personId) {
        return held.containsKey(personId);
    }

    /** 从业 that can be registered of a grown-up of the list and is not yet known: {@code {programme, code, …}}, by the list itself. */
    List<JsonNode> occupations(String personId, LocalDate today) {
        JsonNode person = people.getOrDefault(personId, MissingNode.getInstance());
        String birth = person.path("birth").asString("");
        if (birth.isEmpty() || LocalDate.parse(birth).plusYears(GROWN_UP).isAfter(today)) {
            return List.of();
        }
        Set<String> has = new HashSet<>();
        person.path("facts").path("occupations").forEach(code -> has.add(code.asString()));
        List<JsonNode> offered = new ArrayList<>();
        about.path("enrolments").forEach(it -> {
            if (it.has("unit") && !has.contains(it.path("code").asString())) {
                offered.add(it);
            }
        });
        return offered;
    }

    /**
     * Hands in at most {@link #BATCH} entries.
     *
     * @return what became of each, by its key; nothing when the connection was cut
     */
    Map<String, JsonNode> handIn(List<Entry> entries, Cut cut) {
        List<Map<String, Object>> waiting = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, Object> body = new LinkedHashMap<>(entry.body);
            body.put("account", account);
            waiting.add(Map.of("key", entry.key, "part", "field", "body", body));
        }
        Map<String, Object> queue = Map.of("entries", waiting);
        if (cut != Cut.NOWHERE) {
            cut("/phone/queue", queue, cut);
            return Map.of();
        }
        Map<String, JsonNode> answers = new HashMap<>();
        json.readTree(post("/phone/queue", queue))
                .forEach(answer -> answers.put(answer.path("key").asString(), answer));
        return answers;
    }

    /** Whom nobody touched for long is turned away: its doctor signs in again. */
    private String post(String path, Object body) {
        HttpResponse<String> answer = answer(posting(path, body));
        if (TURNED_AWAY.contains(answer.statusCode())) {
            cookies.getCookieStore().removeAll();
            signIn();
            answer = answer(posting(path, body));
        }
        return body(answer, 200);
    }

    private HttpRequest.Builder posting(String path, Object body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", JSON)
                .header("Content-Type", JSON)
                .header(header, token)
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
    }

    private String send(HttpRequest.Builder request, int expected) {
        return body(answer(request), expected);
    }

    private static String body(HttpResponse<String> answer, int expected) {
        boolean turnedAway = expected == 302
                && answer.headers().firstValue("Location").orElse("").contains("/sign-in");
        if (answer.statusCode() != expected || turnedAway) {
            throw new Unserved(answer.uri().getPath() + " " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unserved(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A connection of its own, which breaks. */
    private void cut(String path, Object body, Cut where) {
        byte[] content = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        String jar = cookies.getCookieStore().get(base).stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        String head = """
                POST %s HTTP/1.1
                Host: %s
                Cookie: %s
                %s: %s
                Accept: application/json
                Content-Type: application/json
                Content-Length: %d

                """.formatted(path, base.getAuthority(), jar, header, token, content.length)
                .replace("\n", "\r\n");
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(content, 0, where == Cut.IN_THE_REQUEST ? content.length / 2 : content.length);
            out.flush();
        } catch (IOException e) {
            // Cut is cut, whoever hung up first.
            throw new Unserved(e);
        }
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
