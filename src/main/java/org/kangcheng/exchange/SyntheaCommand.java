package org.kangcheng.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts transaction bundles from files through {@code /fhir}, unmodified and over HTTP, as a hospital's program would:
 * first those of hospitals and practitioners, which the patients' refer to.
 */
@Command(name = "synthea", description = "把 Synthea 生成的 FHIR 数据经 /fhir 原样提交", mixinStandardHelpOptions = true)
public final class SyntheaCommand implements Callable<Integer> {
    @Parameters(index = "0", hidden = true)
    private Path folder = Path.of("target", "synthea", "output", "fhir");

    @Option(names = "--data", description = "正在运行的平台的数据目录(默认 ${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(names = "--client", description = "用第几个演示机构的凭据,从 1 起(默认 ${DEFAULT-VALUE})")
    private int client = 1;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = data.resolve("demo-accounts.json");
        if (!Files.exists(file)) {
            System.err.println("没有找到 " + file + ":请先用 ./kangcheng start 启动平台(演示模式)。");
            return 1;
        }
        JsonNode demo = JsonMapper.shared().readTree(Files.readString(file));
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI base = URI.create(demo.get("base").asString().replaceAll("/$", ""));
            return post(http, base, token(http, base, demo.get("clients").get(client)));
        }
    }

    private static String token(HttpClient http, URI base, JsonNode client) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encoded(client.get("clientId"))
                + "&client_secret=" + encoded(client.get("clientSecret"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(answer).get("access_token").asString();
    }

    private static String encoded(JsonNode text) {
        return URLEncoder.encode(text.asString(), StandardCharsets.UTF_8);
    }

    private int post(HttpClient http, URI base, String token) throws IOException, InterruptedException {
        List<Path> files = files();
        long begun = System.nanoTime();
        long resources = 0;
        int refused = 0;
        for (int at = 0; at < files.size(); at++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/fhir"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/fhir+json")
                    .POST(HttpRequest.BodyPublishers.ofFile(files.get(at)))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                resources += JsonMapper.shared().readTree(answer.body()).path("entry").size();
            } else {
                refused++;
                System.err.printf("%n%s:HTTP %d%n%s%n", files.get(at).getFileName(), answer.statusCode(), answer.body());
            }
            progress(at + 1, files.size(), resources, (System.nanoTime() - begun) / 1e9);
        }
        System.out.println();
        return refused == 0 ? 0 : 1;
    }

    private static void progress(int done, int all, long resources, double seconds) {
        System.out.printf(
                "\r已提交 %d / %d 个文件,%,d 条资源,每秒 %,.0f 条", done, all, resources, resources / seconds);
        System.out.flush();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(SyntheaCommand::rank).thenComparing(Path::toString))
                    .toList();
        }
    }

    private static int rank(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("hospital") ? 0 : name.startsWith("practitioner") ? 1 : 2;
    }
}
