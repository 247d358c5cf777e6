package org.kangcheng.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code demo-accounts.json}: who can sign in, kept in the data directory and readable by its owner alone. */
record DemoFile(String base, List<DemoAccount> accounts, List<Client> clients) {
    private static final FileAttribute<?> OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** @param institution the institution's code; {@code city} for the city's own, which may read all */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Client(
            String institution,
            String clientId,
            String clientSecret,
            @Nullable String name) {
        @Override
        public String toString() {
            return "Client[" + clientId + "]";
        }
    }

    static Optional<DemoFile> read(Path file, JsonMapper json) {
        return Files.exists(file) ? Optional.of(json.readValue(file, DemoFile.class)) : Optional.empty();
    }

    /** Whole or not at all. */
    void write(Path file, JsonMapper json) {
        try {
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "demo-accounts", ".tmp", OURS);
            Files.write(draft, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<DemoAccount> account(String user) {
        return accounts.stream().filter(account -> account.user().equals(user)).findFirst();
    }

    Optional<Client> client(String clientId) {
        return clients.stream()
                .filter(client -> client.clientId().equals(clientId))
                .findFirst();
    }

    @Override
    public String toString() {
        return "DemoFile[…]";
    }
}
