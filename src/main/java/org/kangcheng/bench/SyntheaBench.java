package org.kangcheng.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.exchange.Synthea;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Synthea's bundles through {@code /fhir}: how fast they go in, what they cost and weigh, and how fast a whole record comes
 * out. {@code ./kangcheng synthea} must have fetched Synthea before.
 */
final class SyntheaBench implements Bench {
    private static final Path HOME = Path.of("target", "synthea");
    private static final int PATIENTS = 200;
    private static final long SEED = 1;
    private static final int CLIENTS = 8;

    @Override
    public void run(Setting setting, Report report) throws Exception {
        List<Path> files = Synthea.at(HOME).generate(PATIENTS, SEED, line -> {});
        try (Platform platform = Platform.start(setting.folder().resolve("synthea"), 0)) {
            String token = platform.token(1);
            List<String> patients = new ArrayList<>();
            long before = size(platform);
            double cpu = platform.cpuSeconds();
            double databaseCpu = platform.databaseCpuSeconds();
            long begun = System.nanoTime();
            long bytes = 0;
            long resources = 0;
            try (Wire wire = new Wire(platform.port, token)) {
                for (Path file : files) {
                    byte[] body = Files.readAllBytes(file);
                    Wire.Answer answer = wire.post("/fhir", "application/fhir+json", "", body);
                    report.check("every bundle was taken", answer.status() == 200);
                    bytes += body.length;
                    resources += count(answer, patients);
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                report.figure("bundles", files.size());
                report.figure("resources", resources);
                report.figure("resources a second", resources / seconds);
                report.figure(
                        "program's processor time per resource, µs", (platform.cpuSeconds() - cpu) * 1e6 / resources);
                report.figure(
                        "database's processor time per resource, µs",
                        (platform.databaseCpuSeconds() - databaseCpu) * 1e6 / resources);
                report.ratio("bytes in the database to bytes of source", (size(platform) - before) / (double) bytes);
                report.figure("peak memory of the program, MiB", platform.memoryMib("VmHWM"));
                report.figure("memory of the database, MiB", platform.databaseMemoryMib());
                again(wire, files, platform, report);
            }
            everything(platform, token, patients, setting, report);
        }
    }

    /** The same bundles once more: nothing may double. */
    private static void again(Wire wire, List<Path> files, Platform platform, Report report) throws Exception {
        long before = entries(platform);
        for (Path file : files.subList(0, Math.min(10, files.size()))) {
            wire.post("/fhir", "application/fhir+json", "", Files.readAllBytes(file));
        }
        report.check("the same bundles again double nothing", entries(platform) == before);
    }

    private static void everything(
            Platform platform, String token, List<String> patients, Setting setting, Report report) {
        Crowd.Ask ask = (wire, client, turn) -> {
            String patient = patients.get(ThreadLocalRandom.current().nextInt(patients.size()));
            return Integer.toString(
                    wire.get("/fhir/" + patient + "/$everything?_count=1000").status());
        };
        Crowd.run(CLIENTS, Duration.ofSeconds(5), platform.port, token, ask);
        Crowd.Outcome out = Crowd.run(CLIENTS, Duration.ofSeconds(setting.seconds()), platform.port, token, ask);
        report.figure("$everything a second (first 1,000 entries)", out.rate("200"));
        report.figure("$everything p99 ms", out.percentileMs(0.99));
        report.check("every record came", out.count("200") == out.nanos().length);
    }

    private static long count(Wire.Answer answer, List<String> patients) {
        JsonNode entries = JsonMapper.shared().readTree(answer.body()).path("entry");
        for (JsonNode entry : entries) {
            String location = entry.path("response").path("location").asString("");
            int at = location.indexOf("Patient/");
            if (at >= 0) {
                patients.add(location.substring(at).replaceAll("/_history.*", ""));
            }
        }
        return entries.size();
    }

    private static long size(Platform platform) {
        return Owner.number(platform.database(), "select pg_database_size(current_database())");
    }

    private static long entries(Platform platform) {
        return Owner.number(platform.database(), "select count(*) from record.entry");
    }
}
