package org.kangcheng.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** 测速: {@code ./kangcheng bench NAME} measures, prints and writes {@code bench/results/NAME.json}. */
@Command(name = "bench", description = "测速:打印结果并写入 bench/results/名称.json", mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    /** What a bench is given to work with. @param folder where it keeps what it makes; it may hold a city already */
    record Setting(Path folder, int seconds, double scale, Class<?> application) {}

    interface Bench {
        void run(Setting setting, Report report) throws Exception;
    }

    private static final Map<String, Bench> BENCHES = new TreeMap<>(Map.of(
            "booking", new BookingBench(),
            "verify", new VerifyBench(),
            "synthea", new SyntheaBench(),
            "city", new CityBench(),
            "coverage", new CoverageBench(),
            "round", new RoundBench(),
            "start", new StartBench(),
            "phone", new PhoneBench()));

    @Parameters(arity = "0..1", description = "booking、verify、synthea、city、coverage、round、start、phone")
    private String name = "";

    @Option(names = "--seconds", description = "每段时长(默认 ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(names = "--scale", description = "城市规模(city 用作上限;coverage、round,默认 ${DEFAULT-VALUE})")
    private double scale = 1;

    @Option(names = "--folder", description = "数据留在此目录,其中已生成的城市直接使用(默认用临时目录,结束即删除)")
    private @Nullable Path kept;

    private final Class<?> application;

    /** @param application the program's own class, to run it within the bench where no server is needed */
    public BenchCommand(Class<?> application) {
        this.application = application;
    }

    @Override
    public Integer call() throws Exception {
        Bench bench = BENCHES.get(name);
        if (bench == null) {
            System.err.println("可用的测速:" + String.join("、", BENCHES.keySet()));
            return 2;
        }
        Path folder = kept == null ? Files.createTempDirectory("kangcheng-bench") : Files.createDirectories(kept);
        // The database's own user must be able to pass through.
        folder.toFile().setExecutable(true, false);
        try {
            System.out.println("正在测量 " + name + ",结果在结束时打印…");
            Report report = new Report(name, CityTime.today(Clock.systemUTC()));
            bench.run(new Setting(folder, seconds, scale, application), report);
            report.print(System.out);
            report.write(Path.of("bench", "results"));
            return report.holds() ? 0 : 1;
        } finally {
            if (kept == null) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }
}
