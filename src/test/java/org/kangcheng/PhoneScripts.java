package org.kangcheng;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The phone's own scripts, run in Node: what the browser runs, without a browser. */
public final class PhoneScripts {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PhoneScripts() {}

    /** @param harness a module in {@code src/test/resources/phone} that reads JSON and writes JSON */
    public static JsonNode run(String harness, Object input) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "phone-scripts"));
        Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
        Path scripts = Path.of("src", "main", "resources", "static", "js", "phone");
        for (String script : List.of("rules.js", "form.js", "dates.js")) {
            Files.copy(scripts.resolve(script), folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        }
        Path copy = folder.resolve(harness);
        Files.copy(Path.of("src", "test", "resources", "phone", harness), copy, StandardCopyOption.REPLACE_EXISTING);
        Path in = Files.writeString(folder.resolve(harness + ".in.json"), JSON.writeValueAsString(input));
        Process node = new ProcessBuilder("node", copy.toString())
                .redirectInput(in.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(node.getInputStream().readAllBytes(), UTF_8);
        if (node.waitFor() != 0) {
            throw new IOException(harness + " ended with " + node.exitValue());
        }
        return JSON.readTree(out);
    }
}
