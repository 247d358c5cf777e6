package org.kangcheng.encounter;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at a screen: keeps cookies, follows redirects, sends forms with the page's own hidden fields. */
final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String base;
    private String token = "";
    String page = "";
    String path = "";
    int status;

    Browser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    String open(String where) {
        return send(HttpRequest.newBuilder(URI.create(base + where)).GET().build());
    }

    /** @param fields name, value, name, value … */
    String submit(String where, String... fields) {
        String body = java.util.stream.IntStream.range(0, fields.length / 2)
                .mapToObj(at -> encode(fields[2 * at]) + "=" + encode(fields[2 * at + 1]))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(base + where))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-CSRF-TOKEN", token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The first text of the page that {@code pattern}'s first group matches. */
    String find(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + page);
        }
        return matcher.group(1);
    }

    String hidden(String name) {
        return find("name=\"" + name + "\" value=\"([^\"]+)\"");
    }

    /** Where the page's forms and links go that hold {@code part}. */
    List<String> targets(String part) {
        return Pattern.compile("(?:action|href|hx-post|hx-get)=\"([^\"]*" + part + "[^\"]*)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .toList();
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            status = answer.statusCode();
            page = answer.body();
            path = answer.uri().getPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        Matcher found = TOKEN.matcher(page);
        if (found.find()) {
            token = found.group(1);
        }
        return page;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
