package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.operation.DatabaseAccess;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The generated city of a size, its programmes gathered and its past loaded, and what that took. Loading the whole city
 * is long, so that benches which are given the same folder share it: what an earlier one left in it is there, too.
 *
 * @param data its data directory; nothing runs on it
 * @param loading seconds and MiB of the loading, by what they are of
 */
record LoadedCity(Path data, Map<String, Double> loading) {
    private static final String GATHERED = "seconds from then until all programmes were gathered";

    static LoadedCity of(double scale, Setting setting) throws IOException, InterruptedException {
        Path data = setting.folder().resolve("city-" + scale);
        Path note = data.resolveSibling(data.getFileName() + ".json");
        if (Files.exists(note)) {
            return new LoadedCity(
                    data, JsonMapper.shared().readValue(note.toFile(), new TypeReference<Map<String, Double>>() {}));
        }
        Map<String, Double> loading = load(data, scale);
        Files.writeString(note, JsonMapper.shared().writeValueAsString(loading));
        return new LoadedCity(data, loading);
    }

    /** Seconds that the programmes needed to find their people, all of them together. */
    double gathering() {
        return loading.getOrDefault(GATHERED, 0.0);
    }

    void tell(String label, Report report) {
        loading.forEach((what, figure) -> report.figure(label + what, figure));
    }

    private static Map<String, Double> load(Path data, double scale) throws IOException, InterruptedException {
        Map<String, Double> loading = new LinkedHashMap<>();
        long begun = System.nanoTime();
        try (Platform platform = Platform.start(data, scale)) {
            loading.put("seconds from command to ready", (System.nanoTime() - begun) / 1e9);
            loading.put(GATHERED, gathered(platform.database()));
            loading.put("seconds from then until the past was loaded", past(platform.database()));
            loading.put("peak memory of the program, MiB", platform.memoryMib("VmHWM"));
        }
        return loading;
    }

    /** The people of the programmes are gathered in the background. */
    static double gathered(DatabaseAccess access) throws InterruptedException {
        return until(access, """
                select (select count(*) from programme.programme where state = 'COMPUTING')
                     + (select count(*) from programme.stale)
                """);
    }

    /** What village doctors did before today is loaded after that, and looked through for signs. */
    private static double past(DatabaseAccess access) throws InterruptedException {
        return until(access, """
                select (select count(*) from rehearsal.city_load where past_at is null)
                     + (select count(*) from programme.watch)
                """);
    }

    private static double until(DatabaseAccess access, String left) throws InterruptedException {
        long begun = System.nanoTime();
        while (Owner.number(access, left) > 0) {
            Thread.sleep(500);
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
