package org.kangcheng.rehearsal;

import java.util.Optional;
import org.kangcheng.governance.Registers;
import org.kangcheng.programme.ShippedProgrammes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** 演示: what a start lays out when it is not for production: the generated city, and who can sign in to it. */
@Component
@Profile("!production")
public class Demonstration {
    private final City city;
    private final LoadState state;
    private final ExpertStations experts;
    private final DemoAccounts accounts;
    private final DemoResidents residents;
    private final DemoHistory history;
    private final DemoFamilyDoctor familyDoctor;
    private final ShippedProgrammes programmes;
    private final Registers registers;
    private final DemoRegisters items;
    private final Environment environment;
    private final CityPlan plan;

    Demonstration(
            City city,
            LoadState state,
            ExpertStations experts,
            DemoAccounts accounts,
            DemoResidents residents,
            DemoHistory history,
            DemoFamilyDoctor familyDoctor,
            ShippedProgrammes programmes,
            Registers registers,
            DemoRegisters items,
            Environment environment,
            @Value("${kangcheng.city-scale}") double scale,
            @Value("${kangcheng.city-seed:" + CityPlan.SEED + "}") long seed) {
        this.city = city;
        this.state = state;
        this.experts = experts;
        this.accounts = accounts;
        this.residents = residents;
        this.history = history;
        this.familyDoctor = familyDoctor;
        this.programmes = programmes;
        this.registers = registers;
        this.items = items;
        this.environment = environment;
        this.plan = new CityPlan(seed, scale);
    }

    /** Lays out what is not there yet. When it returns there is somebody to sign in as. */
    public void prepare() {
        city.ensureDirectory();
        city.ensurePeople(plan);
        city.ensureSessions(plan);
        experts.ensure();
        programmes.ensure();
        registers.ensureShipped();
        Optional<CityPlan> loaded = state.loaded();
        accounts.ensure(base(), loaded.orElse(null));
        items.ensure();
        loaded.ifPresent(here -> residents.of(here).stream().findFirst().ifPresent(one -> {
            history.ensure(one, here);
            familyDoctor.ensure(one);
        }));
    }

    /** A short table of the accounts, for the operator's screen. */
    public String accounts() {
        Optional<CityPlan> loaded = state.loaded();
        return DemoTable.of(accounts.ensure(base(), loaded.orElse(null)), accounts.file(), loaded);
    }

    private String base() {
        boolean secured = environment.containsProperty("server.ssl.key-store");
        String host = environment.getProperty("kangcheng.host", environment.getProperty("server.address", "127.0.0.1"));
        return "%s://%s:%s"
                .formatted(secured ? "https" : "http", host, environment.getProperty("local.server.port", "8080"));
    }
}
