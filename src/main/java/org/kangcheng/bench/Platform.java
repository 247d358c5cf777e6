package org.kangcheng.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.operation.Launch;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform as an operator runs it: a process of its own on a data directory, with its embedded database. */
final class Platform implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(40);

    final Path data;
    final int port;
    final double firstPageSeconds;
    private final Process process;
    private final JsonNode accounts;

    private Platform(Path data, int port, double firstPageSeconds, Process process) throws IOException {
        this.data = data;
        this.port = port;
        this.firstPageSeconds = firstPageSeconds;
        this.process = process;
        this.accounts = JsonMapper.shared().readTree(Files.readString(data.resolve("demo-accounts.json")));
    }

    /** Starts it and waits for its announcement. */
    static Platform start(Path data, double city, String... more) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // With the same options of the JVM as the script gives to every command.
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-jar",
                System.getProperty("java.class.path"),
                "start",
                "--data",
                data.toString(),
                "--city",
                Double.toString(city),
                "--port",
                Integer.toString(port)));
        command.addAll(List.of(more));
        Files.createDirectories(data);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        double firstPage = -1;
        while (!Files.readString(log).contains("康城已启动")) {
            if (firstPage < 0 && answers(port)) {
                firstPage = (System.nanoTime() - begun) / 1e9;
            }
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                process.destroy();
                throw new IOException("the platform did not start:\n" + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return new Platform(data, port, firstPage < 0 ? (System.nanoTime() - begun) / 1e9 : firstPage, process);
    }

    /** The platform's beans within this process, on a database that runs: what is asked of them passes no network. */
    static ConfigurableApplicationContext within(
            Class<?> application, Path data, DatabaseAccess access, String... more) {
        Map<String, String> properties = access.properties();
        properties.put("kangcheng.data", data.toString());
        properties.put("server.port", "0");
        List<String> arguments = new ArrayList<>(List.of(new Launch(access, properties).arguments()));
        arguments.addAll(List.of(more));
        return SpringApplication.run(application, arguments.toArray(String[]::new));
    }

    private static boolean answers(int port) {
        try (Wire wire = new Wire(port, null)) {
            return wire.get("/sign-in").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    DatabaseAccess database() {
        return EmbeddedPostgres.visit(DataDirectory.at(data), line -> {}).access();
    }

    /** The {@code n}th client of the demonstration: 0 is the city's own, the others are institutions'. */
    JsonNode client(int n) {
        return accounts.get("clients").get(n);
    }

    String token(int n) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id="
                + URLEncoder.encode(client(n).get("clientId").asString(), StandardCharsets.UTF_8) + "&client_secret="
                + URLEncoder.encode(client(n).get("clientSecret").asString(), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .get("access_token")
                    .asString();
        }
    }

    /** Seconds of processor that the program (not its database) has used so far. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** A memory figure of the program in MiB from the kernel: {@code VmRSS}, {@code VmHWM}. Linux alone. */
    double memoryMib(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
    }

    /** Seconds of processor that the processes of the database which live now have used so far. */
    double databaseCpuSeconds() throws IOException {
        return databaseProcesses()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(used -> used.toMillis() / 1000.0)
                .sum();
    }

    /** Memory of the database in MiB: of what its processes share, each bears its part. Linux alone. */
    double databaseMemoryMib() throws IOException {
        double sum = 0;
        for (ProcessHandle process : databaseProcesses().toList()) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    sum += Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
        }
        return sum;
    }

    private Stream<ProcessHandle> databaseProcesses() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("pgdata").resolve("postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
