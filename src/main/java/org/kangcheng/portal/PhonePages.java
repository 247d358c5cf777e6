package org.kangcheng.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Open;
import org.kangcheng.access.Role;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * 手机端: the installable shell. One page without a word about anybody, and a worker that keeps it and its files on the
 * phone; the version in the worker's text is the digest of those files, so that any change of one is a new version.
 */
@Controller
class PhonePages {
    static final String SHELL = "/phone/";

    /** All that the shell is made of. The page itself is the first. */
    private static final List<String> FILES = List.of(
            SHELL,
            "/phone/manifest.webmanifest",
            "/css/phone.css",
            "/js/phone/main.js",
            "/js/phone/shell.js",
            "/js/phone/vault.js",
            "/js/phone/sync.js",
            "/js/phone/media.js",
            "/js/phone/dom.js",
            "/js/phone/rules.js",
            "/js/phone/form.js",
            "/js/phone/dates.js",
            "/js/phone/pad.js",
            "/js/phone/place.js",
            "/js/phone/inputs.js",
            "/js/phone/field.js",
            "/js/phone/report.js",
            "/js/phone/inspection.js",
            "/lib/jsqr.js",
            "/favicon.svg",
            "/img/phone-192.png",
            "/img/phone-512.png");

    private final String worker = worker();

    @Open
    @GetMapping({"/phone", SHELL})
    String shell(HttpServletRequest request) {
        return request.getRequestURI().equals(SHELL) ? "portal/phone" : "redirect:" + SHELL;
    }

    /** Signs in, and comes back. */
    @Allowed({Role.VILLAGE_DOCTOR, Role.COMMISSION})
    @GetMapping("/phone/sign-in")
    String signIn() {
        return "redirect:" + SHELL;
    }

    @Open
    @ResponseBody
    @GetMapping("/phone/worker.js")
    ResponseEntity<String> serviceWorker() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache())
                .body(worker);
    }

    @Open
    @ResponseBody
    @GetMapping(path = "/phone/manifest.webmanifest", produces = "application/manifest+json")
    Map<String, Object> manifest() {
        return Map.of(
                "name",
                "康城随访",
                "short_name",
                "康城随访",
                "lang",
                "zh-CN",
                "start_url",
                SHELL,
                "scope",
                SHELL,
                "display",
                "standalone",
                "background_color",
                "#f4f6f5",
                "theme_color",
                "#0b6e4f",
                "icons",
                List.of(icon(192), icon(512)));
    }

    private static Map<String, String> icon(int size) {
        return Map.of(
                "src",
                "/img/phone-%d.png".formatted(size),
                "sizes",
                "%1$dx%1$d".formatted(size),
                "type",
                "image/png",
                "purpose",
                "any");
    }

    private static String worker() {
        List<String> quoted = new ArrayList<>();
        MessageDigest digest = sha256();
        for (String file : FILES) {
            quoted.add('"' + file + '"');
            digest.update(content(file));
        }
        byte[] text = read("portal/worker.js");
        digest.update(text);
        String version = HexFormat.of().formatHex(digest.digest(), 0, 8);
        return new String(text, StandardCharsets.UTF_8)
                .replace("'{version}'", "'" + version + "'")
                .replace("{files}", String.join(", ", quoted));
    }

    private static byte[] content(String file) {
        return switch (file) {
            case SHELL -> read("templates/portal/phone.html");
            case "/phone/manifest.webmanifest" -> new byte[0];
            default -> read("static" + file);
        };
    }

    private static byte[] read(String resource) {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
