package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.node.ObjectNode;

/** An institution's system that posts bundles to {@code /fhir} with its own credentials, file after file as they are. */
public final class BundlePosts {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * What was posted.
     *
     * @param bytes of JSON
     */
    public record Figures(int bundles, long resources, long bytes, double seconds) {
        public double resourcesPerSecond() {
            return resources / seconds;
        }

        private Figures plus(Figures other, double elapsed) {
            return new Figures(bundles + other.bundles, resources + other.resources, bytes + other.bytes, elapsed);
        }
    }

    private final URI base;
    private final String credentials;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile String token = "";

    /** @param base of the platform, without {@code /fhir} */
    public BundlePosts(URI base, String clientId, String clientSecret) {
        this.base = base;
        this.credentials = Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(UTF_8));
    }

    /**
     * Posts all; those without a person first and in order, the others by {@code parallel} at a time.
     *
     * @param progress told after each bundle what has been posted so far
     */
    public Figures post(List<Path> files, int parallel, Consumer<Figures> progress)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Figures total = new Figures(0, 0, 0, 0);
        List<Path> lives = new ArrayList<>();
        for (Path file : files) {
            if (file.getFileName().toString().contains("Information")) {
                total = total.plus(post(file), seconds(begun));
            } else {
                lives.add(file);
            }
        }
        try (ExecutorService workers = Executors.newFixedThreadPool(parallel)) {
            List<Future<Figures>> posts =
                    lives.stream().map(file -> workers.submit(() -> post(file))).toList();
            for (Future<Figures> post : posts) {
                total = total.plus(result(post, workers), seconds(begun));
                progress.accept(total);
            }
        }
        return total;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static Figures result(Future<Figures> post, ExecutorService workers)
            throws IOException, InterruptedException {
        try {
            return post.get();
        } catch (ExecutionException e) {
            workers.shutdownNow();
            throw new IOException(e.getCause());
        }
    }

    private Figures post(Path file) throws IOException, InterruptedException {
        byte[] body = Files.readAllBytes(file);
        HttpResponse<byte[]> answer = send(body);
        if (answer.statusCode() == 401) {
            token = "";
            answer = send(body);
        }
        if (answer.statusCode() != 200) {
            throw new IOException(
                    file.getFileName() + " → " + answer.statusCode() + "\n" + new String(answer.body(), UTF_8));
        }
        ObjectNode response = FhirJson.read(answer.body());
        int resources = 0;
        for (var entry : response.path("entry")) {
            String status = entry.path("response").path("status").asString("");
            if (!status.startsWith("2")) {
                throw new IOException(file.getFileName() + " → " + entry);
            }
            resources++;
        }
        return new Figures(1, resources, body.length, 0);
    }

    private HttpResponse<byte[]> send(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/fhir"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (token.isEmpty()) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/oauth2/token"))
                    .header("Authorization", "Basic " + credentials)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("no token for this client: " + answer.statusCode());
            }
            token = FhirJson.read(answer.body()).path("access_token").asString();
        }
        return token;
    }
}
