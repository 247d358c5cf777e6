package org.kangcheng.exchange;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kangcheng.operation.CannotProceed;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.record.FhirJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** 真实数据: Synthea makes residents, a hospital of the running demonstration posts them unmodified. */
@Command(name = "synthea", description = "用 Synthea 3.3.0 生成居民的一生,以一家医院的身份原样报送到运行中的平台", mixinStandardHelpOptions = true)
final class SyntheaCommand implements Callable<Integer> {
    @Option(names = "--count", description = "生成多少位在世居民(默认 ${DEFAULT-VALUE})")
    private int count = 100;

    @Option(names = "--seed", description = "随机种子(默认 ${DEFAULT-VALUE})")
    private long seed = 20_180_101;

    @Option(names = "--data", description = "平台的数据目录(默认 ${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(names = "--client", description = "以哪个客户端报送(默认:第一家机构)")
    private @Nullable String client;

    @Option(names = "--parallel", description = "同时报送几份(默认 ${DEFAULT-VALUE})")
    private int parallel = 2;

    @Option(names = "--synthea", description = "Synthea 所在目录(默认 ${DEFAULT-VALUE})")
    private Path synthea = Path.of("target", "synthea");

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode accounts = accounts();
        JsonNode sender = sender(accounts.path("clients"));
        System.out.println("Synthea 正在生成 " + count + " 位居民的一生…");
        List<Path> bundles = Synthea.at(synthea).generate(count, seed, SyntheaCommand::tell);
        System.out.printf("以 %s 的身份报送 %d 份…%n", sender.path("institution").asString(), bundles.size());
        BundlePosts posts = new BundlePosts(
                URI.create(accounts.path("base").asString()),
                sender.path("clientId").asString(),
                sender.path("clientSecret").asString());
        try {
            BundlePosts.Figures all = posts.post(bundles, parallel, done -> show(done, bundles.size()));
            System.out.printf(
                    "%n已报送 %d 份、%,d 条资源、%.1f MB,用时 %.1f 秒,每秒 %,.0f 条。%n",
                    all.bundles(), all.resources(), all.bytes() / 1e6, all.seconds(), all.resourcesPerSecond());
            return 0;
        } catch (ConnectException e) {
            throw new CannotProceed("平台没有运行,请先执行 ./kangcheng start。", "The platform is not running: ./kangcheng start");
        }
    }

    private JsonNode accounts() throws IOException {
        Path file = DataDirectory.at(data).demoAccounts();
        if (!Files.exists(file)) {
            throw new CannotProceed(
                    "没有 " + file + ",请先执行 ./kangcheng start。", "No demo-accounts.json: run ./kangcheng start first.");
        }
        return FhirJson.read(Files.readAllBytes(file));
    }

    /** The first client is the city's own; a hospital comes after it. */
    private JsonNode sender(JsonNode clients) {
        for (int at = 1; at < clients.size(); at++) {
            if (client == null
                    || client.equals(clients.path(at).path("clientId").asString())) {
                return clients.path(at);
            }
        }
        throw new CannotProceed("没有这个机构客户端。", "No such client.");
    }

    /** Synthea says one line a person. */
    private static void tell(String line) {
        if (line.matches("\\d+ -- .*")) {
            System.out.print("\r已生成 " + line.substring(0, line.indexOf(' ')) + " 位");
            System.out.flush();
        }
    }

    private static void show(BundlePosts.Figures done, int all) {
        System.out.printf(
                "\r%d/%d 份,%,d 条资源,每秒 %,.0f 条   ", done.bundles(), all, done.resources(), done.resourcesPerSecond());
        System.out.flush();
    }
}
