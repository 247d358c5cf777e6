package org.kangcheng.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lays the city's real divisions into an empty database: 2,553 of the National Bureau's tree, and the three functional
 * zones with their towns (the mapping of towns is from memory and unverified: it is data, and {@link AreaSheet} takes
 * another).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Divisions implements ApplicationRunner {
    /** Local codes: the zones have none in the Bureau's table. */
    private static final Map<String, String> ZONES =
            Map.of("371571", "聊城经济技术开发区", "371572", "聊城高新技术产业开发区", "371573", "江北水城旅游度假区");

    private static final Map<String, List<String>> TOWNS = Map.of(
            "371571", List.of("蒋官屯", "北城", "东城", "韩集", "广平"),
            "371572", List.of("许营", "顾官屯"),
            "371573", List.of("湖西", "李海务", "朱老庄", "于集"));

    private static final String CITY = "3715";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    Divisions(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) throws IOException {
        if (jdbc.sql("select exists (select from directory.area)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        batch.batchUpdate(
                "insert into directory.area (code, name, parent, level) values (?, ?, nullif(?, ''), ?)", rows());
        ZONES.forEach((code, name) -> {
            jdbc.sql("insert into directory.management_unit (code, name, parent) values (?, ?, ?)")
                    .params(code, name, CITY)
                    .update();
            TOWNS.getOrDefault(code, List.of()).forEach(town -> assign(code, town));
        });
    }

    private void assign(String unit, String townName) {
        jdbc.sql("""
                insert into directory.management_area (town, unit)
                select code, ? from directory.area where level = 'town' and code like '371502%' and name like ? || '%'
                on conflict do nothing
                """).params(unit, townName).update();
    }

    private static List<Object[]> rows() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new ClassPathResource("city/divisions.csv").getInputStream(), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(line.split(",", -1));
            }
        }
        return rows;
    }
}
