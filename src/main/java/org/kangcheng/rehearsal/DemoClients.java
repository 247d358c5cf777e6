package org.kangcheng.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Clients;
import org.kangcheng.directory.Institution;
import org.kangcheng.rehearsal.DemoFile.Client;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The programs that may knock at the demonstration's doors: the city's own first, then some institutions'. */
@Component
class DemoClients {
    private final DemoHospital hospital;
    private final Clients clients;
    private final JdbcClient jdbc;

    DemoClients(DemoHospital hospital, Clients clients, JdbcClient jdbc) {
        this.hospital = hospital;
        this.clients = clients;
        this.jdbc = jdbc;
    }

    List<Client> ensure(Optional<DemoFile> before) {
        List<Client> listed = new ArrayList<>();
        listed.add(ensure("city", null, "市平台", before));
        for (Institution institution : hospital.filing()) {
            listed.add(ensure(institution.code(), institution.institutionId(), institution.name(), before));
        }
        return listed;
    }

    private Client ensure(String code, @Nullable Long institutionId, String name, Optional<DemoFile> before) {
        String clientId = code.toLowerCase(Locale.ROOT);
        Optional<Client> known = before.flatMap(file -> file.client(clientId));
        if (known.isPresent() && registered(clientId)) {
            return known.get();
        }
        String secret = known.map(Client::clientSecret).orElseGet(() -> DemoSecrets.next(DemoSecrets.CLIENT));
        clients.register(clientId, institutionId, name, secret, institutionId == null, true);
        return new Client(code, clientId, secret, name);
    }

    private boolean registered(String clientId) {
        return jdbc.sql("select exists (select from access.client where client_id = ?)")
                .param(clientId)
                .query(Boolean.class)
                .single();
    }
}
