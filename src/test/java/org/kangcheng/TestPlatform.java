package org.kangcheng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.BeforeEach;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.rehearsal.City;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole platform on a real PostgreSQL, with the city's directory and nobody in it, on a morning: what a test that
 * needs more than one class extends. All such tests of a run share one program and one database, so a test makes its own people and asks
 * only after them.
 */
@SpringBootTest(classes = Kangcheng.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestPlatform.Morning.class)
public abstract class TestPlatform {
    /**
     * The platform's clock goes on from ten in the morning of the real day, whatever the hour of the run: no test meets
     * midnight, or a day with no numbers left. One for all programs of a run, so that their ids never meet.
     */
    static final class Morning implements ApplicationContextInitializer<GenericApplicationContext> {
        private static final Clock CLOCK = begunAt(LocalTime.of(10, 0));

        private static Clock begunAt(LocalTime time) {
            Clock real = Clock.systemUTC();
            Instant begin = CityTime.instant(CityTime.today(real).atTime(time));
            return Clock.offset(real, Duration.between(real.instant(), begin));
        }

        @Override
        public void initialize(GenericApplicationContext context) {
            context.registerBean(Clock.class, () -> CLOCK);
        }
    }

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private City city;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) throws IOException {
        TestDatabase.access().properties().forEach((name, value) -> properties.add(name, () -> value));
        Path data = Files.createDirectories(Path.of("target", "test-platform"));
        Files.deleteIfExists(data.resolve("seals.properties")); // of a database that is gone
        properties.add("kangcheng.data", data::toString);
        properties.add("spring.datasource.hikari.maximum-pool-size", () -> "80");
    }

    @BeforeEach
    void layDirectory() {
        city.ensureDirectory();
    }
}
