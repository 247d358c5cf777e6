package org.kangcheng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.rehearsal.City;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole platform on a real PostgreSQL, with the city's directory and nobody in it: what a test that needs more than
 * one class extends. All such tests of a run share one program and one database, so a test makes its own people and asks
 * only after them.
 */
@SpringBootTest(classes = Kangcheng.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class TestPlatform {
    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private City city;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) throws IOException {
        DatabaseAccess access = TestDatabase.access();
        properties.add("spring.datasource.url", access::appUrl);
        properties.add("spring.datasource.username", access::appUser);
        properties.add("spring.datasource.password", access::appPassword);
        properties.add("spring.flyway.url", access::ownerUrl);
        properties.add("spring.flyway.user", access::ownerUser);
        properties.add("spring.flyway.password", access::ownerPassword);
        Path data = Files.createDirectories(Path.of("target", "test-platform"));
        properties.add("kangcheng.data", data::toString);
        properties.add("spring.datasource.hikari.maximum-pool-size", () -> "80");
    }

    @BeforeEach
    void layDirectory() {
        city.ensureDirectory();
    }
}
