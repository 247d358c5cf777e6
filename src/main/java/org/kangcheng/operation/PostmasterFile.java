package org.kangcheng.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a running PostgreSQL writes about itself into its data folder (postmaster.pid). */
record PostmasterFile(long pid, int port, String status) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** Of a server that is alive and works in this very folder; a number left over from another life is nobody. */
    static Optional<PostmasterFile> alive(Path pgdata) {
        return read(pgdata).filter(file -> worksIn(Path.of("/proc", Long.toString(file.pid)), pgdata));
    }

    private static Optional<PostmasterFile> read(Path pgdata) {
        try {
            List<String> lines = Files.readAllLines(pgdata.resolve("postmaster.pid"));
            String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "starting";
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(PID_LINE).strip()),
                    Integer.parseInt(lines.get(PORT_LINE).strip()),
                    status));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty(); // none, or being written
        }
    }

    boolean ready() {
        return status.equals("ready");
    }

    /**
     * Whether any of the database's processes is left: all of them work in its folder. After the postmaster was killed its
     * children need a moment to notice, and a new one may not start before.
     */
    static boolean anyProcessIn(Path pgdata) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.anyMatch(process -> worksIn(process, pgdata));
        } catch (IOException e) {
            return false;
        }
    }

    /** A zombie has no working folder any more and so does not count. */
    private static boolean worksIn(Path process, Path pgdata) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(pgdata);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
