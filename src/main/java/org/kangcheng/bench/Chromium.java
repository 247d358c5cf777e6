package org.kangcheng.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The installed Chromium as a phone, driven by its own protocol (Chrome DevTools Protocol) over one WebSocket: enough to
 * open a page, ask it something, and hold its network to a profile.
 */
final class Chromium implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong received = new AtomicLong();
    private final HttpClient http;

    private Chromium(Process process, HttpClient http, String page) {
        this.process = process;
        this.http = http;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .join();
    }

    /** @param profile an empty folder */
    static Chromium start(Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=390,844",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        long begun = System.nanoTime();
        while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                process.destroy();
                throw new IOException("Chromium did not start: is it installed?");
            }
            Thread.sleep(50);
        }
        HttpClient http = HttpClient.newHttpClient();
        String list = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                        + Files.readAllLines(port).getFirst() + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode target : JSON.readTree(list)) {
            if (target.path("type").asString("").equals("page")) {
                return new Chromium(
                        process, http, target.path("webSocketDebuggerUrl").asString(""));
            }
        }
        throw new IOException("Chromium has no page");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                heard(JSON.readTree(message.toString()));
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void heard(JsonNode message) {
        if (message.path("method").asString("").equals("Network.loadingFinished")) {
            received.addAndGet(
                    (long) message.path("params").path("encodedDataLength").asDouble(0));
        }
        CompletableFuture<JsonNode> call = waiting.remove(message.path("id").asInt(0));
        if (call != null) {
            call.complete(message);
        }
    }

    JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
        JsonNode said = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IOException(method + ": " + said.get("error"));
        }
        return said.path("result");
    }

    /** What an expression (or its promise) comes to. */
    JsonNode ask(String expression) throws Exception {
        JsonNode said =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (said.has("exceptionDetails")) {
            throw new IOException("on the page: " + said.get("exceptionDetails"));
        }
        return said.path("result").path("value");
    }

    /** Opens a page and waits until {@code ready} holds there. */
    void open(String url, String ready) throws Exception {
        call("Page.navigate", Map.of("url", url));
        until(ready);
    }

    /** Seconds until a condition holds on the page. */
    double until(String condition) throws Exception {
        long begun = System.nanoTime();
        while (!holds(condition)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IOException("never: " + condition + " on " + ask("document.body.innerText"));
            }
            Thread.sleep(20);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private boolean holds(String condition) throws Exception {
        try {
            return ask("Boolean(" + condition + ")").asBoolean(false);
        } catch (IOException betweenPages) {
            return false;
        }
    }

    /** Bytes that came over the network since the last time, headers and compression as they were. */
    long receivedBytes() {
        return received.getAndSet(0);
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        http.shutdownNow();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
