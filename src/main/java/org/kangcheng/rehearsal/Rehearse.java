package org.kangcheng.rehearsal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** 演练: a day of the generated city, on a database of its own. */
@Command(name = "rehearse", description = "演练城市的一天，并核查不变式", mixinStandardHelpOptions = true)
final class Rehearse implements Callable<Integer> {
    private static final int LONG = 10;

    @Option(names = "--scale", description = "演示城市规模（默认 ${DEFAULT-VALUE}）")
    private double scale = 0.01;

    @Option(names = "--residents", description = "参加的居民人数（默认 ${DEFAULT-VALUE}）")
    private int residents = 2000;

    @Option(names = "--data", description = "数据目录（默认临时目录，演练后删除）")
    private @Nullable Path data;

    @Option(names = "--seed", description = "随机种子（默认 ${DEFAULT-VALUE}）")
    private long seed = CityPlan.SEED;

    @Option(names = "--long", description = "10 倍居民，中途杀死数据库")
    private boolean longRun;

    private final Class<?> application;

    Rehearse(Class<?> application) {
        this.application = application;
    }

    @Override
    public Integer call() throws Exception {
        Path place = data == null ? Rehearsal.temporary() : data;
        try {
            return run(DataDirectory.at(place).prepare());
        } finally {
            removeIfOurs(place);
        }
    }

    private int run(DataDirectory directory) throws Exception {
        int people = longRun ? LONG * residents : residents;
        System.out.println("演练的数据目录：" + directory.root());
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, System.out::println)) {
            Rehearsal.Wanted wanted = new Rehearsal.Wanted(new CityPlan(seed, scale), people, longRun);
            Rehearsal.Outcome outcome = new Rehearsal(application, postgres.access(), directory.root(), wanted).run();
            System.out.println(outcome);
            System.out.println("%,d 位居民的一天，用时 %.0f 秒。%s"
                    .formatted(people, outcome.seconds(), outcome.flawless() ? "全部正常。" : "有问题，见上。"));
            return outcome.flawless() ? 0 : 1;
        }
    }

    private void removeIfOurs(Path place) throws IOException {
        if (data == null) {
            FileSystemUtils.deleteRecursively(place);
        }
    }
}
