package org.kangcheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What anybody would write first on the platform's own web framework: JSON in, one statement with the same reads and
 * durable writes, JSON out. No security, no business, no log of who asked.
 */
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
final class BareFrameworkEndpoint {
    /** Where codes that are shown on a phone are asked after: a verification is taken off each. */
    static final String SHOWN = "/shown";

    /** The part of {@code /api/v1/codes/verify}'s question that the statement asks for. */
    record Asked(String code) {}

    BareFrameworkEndpoint() {}

    public static void main(String[] arguments) throws IOException {
        String password = new String(BareEndpoint.readLine(System.in), StandardCharsets.UTF_8);
        ConfigurableApplicationContext context = SpringApplication.run(
                BareFrameworkEndpoint.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--spring.threads.virtual.enabled=true",
                "--spring.datasource.hikari.maximum-pool-size=" + BareEndpoint.CONNECTIONS,
                "--spring.datasource.url=" + arguments[0],
                "--spring.datasource.username=" + arguments[1],
                "--spring.datasource.password=" + password);
        System.out.println(BareEndpoint.PORT + context.getEnvironment().getProperty("local.server.port"));
    }

    @Bean
    RouterFunction<ServerResponse> verify(JdbcClient jdbc) throws IOException {
        String printed = BareEndpoint.statement("verify-bare");
        String shown = BareEndpoint.statement("verify-bare-shown");
        return RouterFunctions.route()
                .POST("/", request -> answer(jdbc, printed, request))
                .POST(SHOWN, request -> answer(jdbc, shown, request))
                .build();
    }

    private static ServerResponse answer(JdbcClient jdbc, String sql, ServerRequest request) throws Exception {
        String code = request.body(Asked.class).code();
        String holder = Objects.requireNonNull(jdbc.sql(sql)
                .param(HexFormat.of().parseHex(code.substring(0, code.indexOf(':'))))
                .param(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE))
                .param(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE))
                .query(String.class)
                .single());
        return ServerResponse.ok().body(Map.of("holder", holder));
    }
}
