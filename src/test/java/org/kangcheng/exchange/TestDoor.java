package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Clients;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.record.FhirJson;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The door from outside: programs of institutions that knock over HTTP with their own tokens. */
abstract class TestDoor extends TestPlatform {
    private static final String SECRET = "a-secret-of-tests";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Clients clients;

    @Autowired
    Institutions institutions;

    record Reply(int status, JsonNode body, HttpResponse<String> raw) {
        Reply expect(int wanted) {
            assertThat(status).as(raw.body()).isEqualTo(wanted);
            return this;
        }

        String id() {
            return body.path("id").asString();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    String base() {
        return "http://127.0.0.1:" + port + "/fhir";
    }

    Institution hospital(int number) {
        return institutions.list(Institution.Kind.HOSPITAL, "").get(number);
    }

    Program program(Institution institution) {
        String name = "test-" + institution.code();
        clients.register(name, institution.institutionId(), institution.name(), SECRET, false, true);
        return new Program(token(name));
    }

    Program city() {
        clients.register("test-city", null, "市平台", SECRET, true, true);
        return new Program(token("test-city"));
    }

    private String token(String client) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + SECRET).getBytes(UTF_8));
        Reply reply = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
        return reply.expect(200).body().path("access_token").asString();
    }

    static Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            String body = response.body();
            JsonNode tree = body.startsWith("{") ? FhirJson.read(body.getBytes(UTF_8)) : FhirJson.object();
            return new Reply(response.statusCode(), tree, response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    final class Program {
        final String token;

        Program(String token) {
            this.token = token;
        }

        HttpRequest.Builder request(String path) {
            String url = path.startsWith("http") ? path : base() + (path.isEmpty() ? "" : "/" + path);
            return HttpRequest.newBuilder(
                            URI.create(URI.create(url.replace("|", "%7C")).toASCIIString()))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/fhir+json")
                    .header("Content-Type", "application/fhir+json");
        }

        Reply get(String path) {
            return send(request(path).GET().build());
        }

        Reply post(String path, String json) {
            return send(request(path)
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build());
        }

        Reply put(String path, String json, String... headers) {
            HttpRequest.Builder put = request(path).PUT(HttpRequest.BodyPublishers.ofString(json));
            return send((headers.length == 0 ? put : put.headers(headers)).build());
        }

        Reply delete(String path) {
            return send(request(path).DELETE().build());
        }
    }

    /** A file that Synthea 3.3.0 made (Apache-2.0), as it made it. */
    static String synthea(String name) {
        try (InputStream in = TestDoor.class.getResourceAsStream("/synthea/" + name + ".json.gz")) {
            return new String(new GZIPInputStream(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode tree(String json) {
        return FhirJson.read(json.getBytes(UTF_8));
    }
}
