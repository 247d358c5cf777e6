package org.kangcheng.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A query that a module lays down as a file {@code <folder>/<module>/<name>.sql} on the class path.
 *
 * @param name {@code module/name}
 */
public record NamedQuery(String name, String text) {
    /** All of a folder, whichever module they are of, by name. */
    public static List<NamedQuery> in(String folder) {
        try {
            Resource[] found =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/**/*.sql");
            return Arrays.stream(found)
                    .map(file -> read(file, folder))
                    .sorted(Comparator.comparing(NamedQuery::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NamedQuery read(Resource file, String folder) {
        try {
            String name = file.getURL()
                    .getPath()
                    .replaceFirst(".*/" + folder + "/", "")
                    .replaceFirst("\\.sql$", "");
            return new NamedQuery(name, file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
