package org.kangcheng.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 日志归档: the write-ahead log, copied segment by segment into a folder that should lie on another disk or machine. With
 * it a backup is brought forward to its end, or to a moment before a mistake; of what was acknowledged at most the last
 * minute is not in it yet. Which folder, the data directory remembers.
 *
 * @param folder holds the segments, compressed, under their names
 */
record LogArchive(Path folder) {
    /** The path stands in a setting and, there, in a command. */
    private static final Pattern FIT = Pattern.compile("[^'\"\\\\%$`\\p{Cntrl}]+");

    static Optional<LogArchive> of(DataDirectory data) {
        try {
            return Files.exists(data.archive())
                    ? Optional.of(new LogArchive(
                            Path.of(Files.readString(data.archive()).strip())))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the next start of the database on. */
    static void keep(DataDirectory data, Path folder) throws IOException {
        Path place = fit(folder);
        if (place.startsWith(data.root())) {
            throw new CannotProceed("日志归档不应放在数据目录里：要防的正是它的丢失。", "The archive must lie outside the data directory.");
        }
        DataDirectory.directory(place, "rwx------");
        DatabaseUser user = DatabaseUser.whoReaches(data.root());
        user.own(place);
        // What cannot be written to is found now and not when it is needed.
        user.run("test", "-w", place.toString());
        Files.writeString(data.archive(), place + "\n");
    }

    static LogArchive at(Path folder) {
        Path place = fit(folder);
        if (!Files.isDirectory(place)) {
            throw new CannotProceed("没有这个归档目录：" + place, "There is no such archive.");
        }
        return new LogArchive(place);
    }

    private static Path fit(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        if (!FIT.matcher(place.toString()).matches()) {
            throw new CannotProceed("归档目录的名称含有引号等特殊字符：" + place, "The archive's path has quotes or the like in it.");
        }
        return place;
    }

    /**
     * A segment is there under its name only when it is whole. One that is there already, since the database fell just
     * then, must be the same.
     */
    String settings() {
        return """

                # Every segment goes to the archive, an idle one after a minute.
                archive_mode = on
                archive_timeout = 60
                archive_command = '%s'
                """.formatted(command());
    }

    String command() {
        return """
                if test -e "%1$s/%%f.gz"; then gzip -dc "%1$s/%%f.gz" | cmp -s - "%%p"; \
                else gzip -1 -c "%%p" > "%1$s/%%f.part" && sync "%1$s/%%f.part" && mv "%1$s/%%f.part" "%1$s/%%f.gz"; fi""".formatted(folder);
    }

    /** @param until the database's state as of then, in the city's time; null as of the archive's end */
    String recovery(@Nullable LocalDateTime until) {
        String command = """
                restore_command = 'test -e "%1$s/%%f.gz" && gzip -dc "%1$s/%%f.gz" > "%%p"'
                recovery_target_action = 'promote'
                # Nobody is let in before the end is reached.
                hot_standby = off
                """.formatted(folder);
        // Said in any case: the backup may be of a database that was restored to a moment itself.
        return command + "recovery_target_time = '%s'%n".formatted(until == null ? "" : until + " Asia/Shanghai");
    }
}
