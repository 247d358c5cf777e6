package org.kangcheng.governance;

import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.Download;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Sm2;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** 签名密钥: made in the browser, whose public part is told here; and what was signed, as a file that anybody can verify. */
@Controller
@Allowed({Role.COMMISSION, Role.MANAGER})
class SignaturePages {
    private static final String PAGE = "/staff/signing-key";
    private static final Refusal NO_KEY = Refusal.badInput("key", "公钥应为 SM2 曲线上的点（04 开头，130 个十六进制字符）。");
    private static final Refusal UNSIGNED = Refusal.notFound("这个事项没有签名。");

    private final SigningKeyTable keys;
    private final Signing signing;
    private final TendItem tending;
    private final Certificates certificates;
    private final JsonMapper json;
    private final Clock clock;

    SignaturePages(
            SigningKeyTable keys,
            Signing signing,
            TendItem tending,
            Certificates certificates,
            JsonMapper json,
            Clock clock) {
        this.keys = keys;
        this.signing = signing;
        this.tending = tending;
        this.certificates = certificates;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String own(Actor actor, Model model) {
        model.addAttribute(
                "key",
                keys.inForce(Hand.of(actor).id()).map(HexFormat.of()::formatHex).orElse(null));
        model.addAttribute("holder", Hand.of(actor).id());
        return "governance/signing-key";
    }

    @PostMapping(PAGE)
    String put(Actor actor, @RequestParam String publicKey) {
        byte[] key;
        try {
            key = HexFormat.of().parseHex(publicKey.strip());
        } catch (IllegalArgumentException e) {
            throw NO_KEY.asException();
        }
        if (!Sm2.isPublicKey(key)) {
            throw NO_KEY.asException();
        }
        Hand hand = Hand.of(actor);
        keys.put(hand.id(), hand.name(), key, clock.instant());
        return "redirect:" + PAGE;
    }

    /** What {@code ./kangcheng verify-signature} reads: the content as it was signed, and the signatures. */
    @GetMapping(ItemPages.PAGE + "/{id}/signatures.json")
    ResponseEntity<byte[]> file(Actor actor, @PathVariable String id) {
        Item item = tending.require(actor, PublicId.parse(id).orElseThrow(UNSIGNED::asException));
        List<Signing.Signed> signed = signing.of(item);
        if (signed.isEmpty()) {
            throw UNSIGNED.asException();
        }
        Signing.Content content = signing.content(item);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("number", item.number());
        file.put("code", certificates.code(item));
        file.put("content", content.text());
        file.put("digest", content.digest());
        file.put("signatures", signed);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, Download.named(item.number() + "-签名.json"))
                .body(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(file));
    }
}
