package org.kangcheng.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The operating-system user that PostgreSQL's programs run as. PostgreSQL refuses to run as root; a container, however,
 * is usually root. Then the programs run as nobody; and where nobody cannot reach the folder (below /root, say), in a
 * user namespace in which root is nobody to them and still owns its files.
 */
final class DatabaseUser {
    private static final int NOBODY = 65534;

    private final List<String> prefix;
    private final int uid;

    private DatabaseUser(List<String> prefix, int uid) {
        this.prefix = prefix;
        this.uid = uid;
    }

    static DatabaseUser whoReaches(Path directory) {
        if (!DataDirectory.isRoot()) {
            return new DatabaseUser(List.of(), -1);
        }
        DatabaseUser nobody = new DatabaseUser(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY);
        DatabaseUser namespace = new DatabaseUser(List.of("unshare", "-U"), 0);
        for (DatabaseUser user : List.of(nobody, namespace)) {
            if (user.reaches(directory)) {
                return user;
            }
        }
        throw new CannotProceed(
                "PostgreSQL 不能以 root 身份运行，而普通用户进不了 " + directory + "；请用 --data 换一个位置（如 /var/lib/kangcheng），或用普通用户启动。",
                "PostgreSQL refuses to run as root and no other user reaches the folder: choose another with --data, or start as an ordinary user.");
    }

    private boolean reaches(Path directory) {
        try {
            return process(List.of("test", "-x", directory.toString()))
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such tool here
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    /** Starts a program that outlives this one: in a session of its own, so that Ctrl-C here does not reach it. */
    Process startApart(Path log, String... command) throws IOException {
        List<String> apart = new ArrayList<>(List.of("setsid"));
        apart.addAll(List.of(command));
        return process(apart)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs a program to its end and fails with what it said if it fails. */
    void run(String... command) {
        try {
            Process process =
                    process(List.of(command)).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CannotProceed("命令失败：" + command[0] + "\n" + said.strip(), "The command failed.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    private ProcessBuilder process(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** Hands a tree to this user; costs one look when it is already so. */
    void own(Path tree) throws IOException {
        if (uid < 0 || owner(tree) == uid) {
            return;
        }
        // The root last: an interrupted change is then seen and repeated.
        for (Path path : DurableFiles.tree(tree).toList().reversed()) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
