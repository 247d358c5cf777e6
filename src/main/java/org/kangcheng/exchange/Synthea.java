package org.kangcheng.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kangcheng.operation.CannotProceed;

/**
 * Synthea 3.3.0 as a program of its own: makes lives, and of each a FHIR R4 transaction bundle. It needs no network, and
 * its class path (200 MB) never mixes with the platform's.
 */
public final class Synthea {
    private static final String VERSION = "3.3.0";

    private final Path home;

    private Synthea(Path home) {
        this.home = home;
    }

    /** @param home holds its jars in {@code lib}; what it makes goes beside them */
    public static Synthea at(Path home) {
        return new Synthea(home);
    }

    /**
     * Makes so many living residents, and the dead on the way; the same seed makes the same people.
     *
     * @param said what it prints while it works
     * @return the bundles in the order in which they can be posted: places, practitioners, then lives
     */
    public List<Path> generate(int count, long seed, Consumer<String> said) throws IOException, InterruptedException {
        Path jars = home.resolve("lib");
        if (!Files.isDirectory(jars)) {
            throw new CannotProceed(
                    "缺少 Synthea " + VERSION + ",请用 ./kangcheng synthea 运行,它会先下载。",
                    "Synthea is missing: run ./kangcheng synthea, which fetches it first.");
        }
        Path output = home.resolve("output").toAbsolutePath();
        clear(output);
        run(command(jars, output, count, seed), said);
        return bundles(output.resolve("fhir"));
    }

    private static List<String> command(Path jars, Path output, int count, long seed) {
        String number = Long.toString(seed);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                jars.toAbsolutePath() + "/*",
                "App",
                "-p",
                Integer.toString(count),
                "-s",
                number,
                "-cs",
                number,
                // The day on which the lives end: fixed, for the same seed to tell the same lives next year.
                "-r",
                "20260101",
                "-e",
                "20260101",
                "--exporter.fhir.transaction_bundle=true",
                "--exporter.hospital.fhir.export=true",
                "--exporter.practitioner.fhir.export=true",
                "--exporter.baseDirectory=" + output + "/");
    }

    private static void run(List<String> command, Consumer<String> said) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> last = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.accept(line);
                last.add(line);
                if (last.size() > 20) {
                    last.removeFirst();
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("Synthea failed:\n" + String.join("\n", last));
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private static List<Path> bundles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparingInt(Synthea::rank).thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private static int rank(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("hospitalInformation") ? 0 : name.startsWith("practitionerInformation") ? 1 : 2;
    }
}
