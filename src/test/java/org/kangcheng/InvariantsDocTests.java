package org.kangcheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of truths in the docs is the list that is asked. */
class InvariantsDocTests {
    private static final Path FOLDER = Path.of("src", "main", "resources", "invariants");

    @Test
    void everyInvariantIsListedWithItsSentence() throws IOException {
        String doc = Files.readString(Path.of("docs", "invariants.md"));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<String> unlisted = files.filter(file -> file.toString().endsWith(".sql"))
                    .map(file -> FOLDER.relativize(file).toString().replace(".sql", ""))
                    .filter(name -> !doc.contains("`" + name + "`: "))
                    .toList();
            assertThat(unlisted).isEmpty();
        }
    }
}
