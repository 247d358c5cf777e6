package org.kangcheng.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody of the staff, signed in, who opens pages and sends forms as a browser does. For any thread. */
final class StaffBrowser implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final HttpClient http;
    private final String token;

    private StaffBrowser(String base, HttpClient http, String token) {
        this.base = base;
        this.http = http;
        this.token = token;
    }

    /** @param user of the demonstration's accounts */
    static StaffBrowser signIn(Platform platform, String user) throws IOException, InterruptedException {
        return signIn(platform.data, platform.port, user);
    }

    /** @param data whose demonstration the accounts are of @param port where the platform that runs on it answers */
    static StaffBrowser signIn(Path data, int port, String user) throws IOException, InterruptedException {
        JsonNode account = JsonMapper.shared()
                .readTree(Files.readString(data.resolve("demo-accounts.json")))
                .get("accounts")
                .valueStream()
                .filter(it -> it.get("user").asString().equals(user))
                .findFirst()
                .orElseThrow();
        String base = "http://127.0.0.1:" + port;
        HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        StaffBrowser before = new StaffBrowser(base, http, token(get(http, base + "/sign-in")));
        HttpResponse<String> answer = before.post(
                "/sign-in",
                Map.of("username", user, "password", account.get("password").asString()));
        if (!answer.headers().firstValue("location").orElse("").contains("/staff")) {
            throw new IOException(user + " could not sign in: " + answer.statusCode());
        }
        return new StaffBrowser(base, http, token(get(http, base + "/staff/registers/hotline/new")));
    }

    private static String token(String page) throws IOException {
        Matcher token = TOKEN.matcher(page);
        if (!token.find()) {
            throw new IOException("the page has no form");
        }
        return token.group(1);
    }

    private static String get(HttpClient http, String address) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    String get(String path) throws IOException, InterruptedException {
        return get(http, base + path);
    }

    /** A page that is there. @throws IOException when the answer is any other than 200 */
    String page(String path) throws IOException, InterruptedException {
        return there(path, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** As it arrives, to a file. */
    void download(String path, Path file) throws IOException, InterruptedException {
        there(path, HttpResponse.BodyHandlers.ofFile(file));
    }

    private <T> T there(String path, HttpResponse.BodyHandler<T> body) throws IOException, InterruptedException {
        HttpResponse<T> answer =
                http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), body);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body + "&_csrf=" + token))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Where a form that was taken leads to. */
    String send(String path, Map<String, String> form) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, form);
        if (answer.statusCode() != 302) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return URI.create(answer.headers().firstValue("location").orElseThrow()).getPath();
    }

    @Override
    public void close() {
        http.close();
    }
}
