package org.kangcheng.operation;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** 启动: the database first, the program on top; in the end the other way round. */
@Command(name = "start", description = "启动康城", mixinStandardHelpOptions = true)
final class Start implements Callable<Integer> {
    enum Profile {
        demo,
        production
    }

    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--data", description = "数据目录（默认 ${DEFAULT-VALUE}）")
    private Path data = Path.of("data");

    @Option(names = "--port", description = "端口（默认 ${DEFAULT-VALUE}）")
    private int port = 8080;

    @Option(names = "--archive", description = "把数据库日志归档到此目录（应在另一块磁盘上）；以后的启动沿用")
    private @Nullable Path archive;

    @Option(names = "--bind", description = "监听地址（默认 ${DEFAULT-VALUE}）；本机以外一律使用 TLS")
    private String bind = "127.0.0.1";

    @Option(names = "--tls", description = "在本机地址上也使用 TLS")
    private boolean tls;

    @Option(names = "--city", description = "演示城市规模，1 为 608 万人（默认 ${DEFAULT-VALUE}）")
    private double city = 0.001;

    @Option(names = "--profile", description = "${COMPLETION-CANDIDATES}（默认 ${DEFAULT-VALUE}）")
    private Profile profile = Profile.demo;

    @Option(
            names = "--database-url",
            defaultValue = "${env:KANGCHENG_DATABASE_URL}",
            description = "使用已有的 PostgreSQL 18：jdbc:postgresql://…?user=…&password=…")
    private @Nullable String databaseUrl;

    private final Program program;
    private volatile @Nullable AutoCloseable database;
    private volatile @Nullable ConfigurableApplicationContext context;

    Start(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws InterruptedException {
        long begun = System.nanoTime();
        refuseImpossible();
        DataDirectory directory = DataDirectory.at(data).prepare();
        // SIGTERM and Ctrl-C arrive as a shutdown; from the first moment on there may be something to stop.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            CountDownLatch ended = launch(directory);
            Screen.say("康城已启动，用时 %.1f 秒：%s".formatted((System.nanoTime() - begun) / 1e9, address()));
            Optional.ofNullable(context)
                    .map(program::greeting)
                    .filter(not(String::isEmpty))
                    .ifPresent(Screen::say);
            ended.await();
            return 0;
        } finally {
            stop();
        }
    }

    private CountDownLatch launch(DataDirectory directory) {
        Screen.say("数据目录：" + directory.root());
        DatabaseAccess access = openDatabase(directory);
        refuseTakenPort();
        Screen.say("正在启动程序…");
        ConfigurableApplicationContext started = program.start(new Launch(access, properties(directory, access)));
        CountDownLatch ended = new CountDownLatch(1);
        started.addApplicationListener((ApplicationListener<ContextClosedEvent>) _ -> ended.countDown());
        context = started;
        return ended;
    }

    private DatabaseAccess openDatabase(DataDirectory directory) {
        if (databaseUrl != null) {
            database = directory.hold();
            return OutsideDatabase.at(databaseUrl).access(Secrets.of(directory), Screen::say);
        }
        keepArchive(directory);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, Screen::say);
        database = postgres;
        return postgres.access();
    }

    private void keepArchive(DataDirectory directory) {
        if (archive == null) {
            return;
        }
        try {
            LogArchive.keep(directory, archive);
        } catch (IOException e) {
            throw new CannotProceed("无法使用归档目录 " + archive + "：" + e, "The archive's folder cannot be used.");
        }
    }

    private Map<String, String> properties(DataDirectory directory, DatabaseAccess access) {
        Map<String, String> all = access.properties();
        all.put("spring.profiles.active", profile.name());
        // The order of stopping is ours: the program's own hook would run beside it.
        all.put("spring.main.register-shutdown-hook", "false");
        all.put("server.address", bind);
        all.put("server.port", Integer.toString(port));
        all.put("kangcheng.host", host(bindAddress(), bind));
        all.put("kangcheng.data", directory.root().toString());
        all.put("kangcheng.city-scale", Double.toString(city));
        if (secured()) {
            all.putAll(SelfSignedCertificate.properties(directory, bindAddress()));
            all.put("server.servlet.session.cookie.secure", "true");
        }
        return all;
    }

    /** Health data does not cross a network in the clear, not even by mistake. */
    private boolean secured() {
        return tls || !bindAddress().isLoopbackAddress();
    }

    /** What cannot be, whatever stands in the data directory: said before anything is touched. */
    private void refuseImpossible() {
        if (!(city >= 0 && city <= 1)) {
            throw new CannotProceed(
                    "城市规模 --city 应在 0 和 1 之间，不是 %s。".formatted(city), "--city must lie between 0 and 1.");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new CannotProceed(
                    "端口 --port 应在 0 和 65535 之间，不是 %d。".formatted(port), "--port must lie between 0 and 65535.");
        }
        bindAddress();
    }

    /** The most frequent trouble of a first start, said in a line; after the lock, whose refusal says more. */
    private void refuseTakenPort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(bindAddress(), port));
        } catch (IOException e) {
            throw new CannotProceed(
                    "端口 %d 不可用（%s）；请用 --port 换一个。".formatted(port, e.getMessage()),
                    "The port is not available: choose another with --port.");
        }
    }

    private InetAddress bindAddress() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new CannotProceed("监听地址无效：" + bind, "Not an address of this machine.");
        }
    }

    private String address() {
        String host = host(bindAddress(), bind);
        String actual = context == null ? null : context.getEnvironment().getProperty("local.server.port");
        return "%s://%s:%s/".formatted(secured() ? "https" : "http", host, actual == null ? port : actual);
    }

    /** As a browser takes it: any address of this machine is localhost, and IPv6 stands in brackets. */
    static String host(InetAddress address, String bind) {
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address && bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind;
    }

    /** Twice does no harm. */
    private synchronized void stop() {
        if (context != null) {
            Screen.say("正在停止程序…");
            context.close();
            context = null;
        }
        if (database != null) {
            Screen.say("正在停止数据库…");
            close(database);
            database = null;
            Screen.say("已停止。");
        }
    }

    private static void close(AutoCloseable database) {
        try {
            database.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
