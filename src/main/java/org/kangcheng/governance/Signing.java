package org.kangcheng.governance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kangcheng.definition.Form;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Sm;
import org.kangcheng.kernel.Sm2;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * 双签: two parties sign the digest (SM3) of the same content, each with a key of her own. What is signed is what the item
 * and its parts said when they were registered, and the files that were attached before anything was signed. Whether a
 * signature holds is asked of the content as it is now: a change after the first signature voids both by itself.
 */
@Component
class Signing {
    private static final HexFormat HEX = HexFormat.of();
    private static final Refusal NOT_YOURS = Refusal.rule("signing-key", "这不是您登记的签名公钥，请在“签名密钥”页登记后再签。");
    private static final Refusal WRONG = Refusal.rule("signature-wrong", "签名与当前内容不符，请刷新页面核对内容后再签。");
    private static final Refusal VOID = Refusal.rule("signature-void", "内容在第一次签字后有改动，前面的签字已作废，请退回重签。");

    /** What is signed. @param digest of the text's UTF-8 bytes, hexadecimal */
    record Content(String text, String digest) {
        /** What goes into the signature: the digest's own letters, so that any tool can repeat it. */
        byte[] message() {
            return digest.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** One signature. @param holds over the content as it is now */
    record Signed(String party, String name, String at, String digest, String publicKey, String value, boolean holds) {}

    private final Registers registers;
    private final ItemTable items;
    private final ItemSteps steps;
    private final SigningKeyTable keys;
    private final JsonMapper json;

    Signing(Registers registers, ItemTable items, ItemSteps steps, SigningKeyTable keys, JsonMapper json) {
        this.registers = registers;
        this.items = items;
        this.steps = steps;
        this.keys = keys;
        this.json = json;
    }

    static boolean signs(Move move) {
        return move.needs().contains(Move.Need.SIGNATURE);
    }

    static boolean signs(Register register) {
        return register.moves().stream().anyMatch(Signing::signs);
    }

    /** Signed by both, or refused with a witness: nothing waits for a signature any more. */
    boolean isOver(Item item) {
        Register register = registers.of(item);
        return !item.state().equals(register.start().id())
                && register.moves().stream()
                        .filter(Signing::signs)
                        .noneMatch(move -> move.from().contains(item.state()));
    }

    Content content(Item item) {
        Map<String, Object> said = said(item);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Item part : items.parts(item)) {
            List<Step> history = steps.of(part);
            if (part.open() || leftStart(part, history)) {
                parts.add(said(part));
            }
        }
        said.put("parts", parts);
        String text = json.writeValueAsString(said);
        return new Content(text, HEX.formatHex(Sm.sm3(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** What was dropped before it was told to anybody is no part of the content. */
    private boolean leftStart(Item part, List<Step> history) {
        String start = registers.of(part).start().id();
        return history.stream()
                .anyMatch(step ->
                        !step.fromState().equals(start) && !step.fromState().isEmpty());
    }

    private Map<String, Object> said(Item item) {
        Register register = registers.of(item);
        Set<String> asked =
                register.form().fields().stream().map(Form.Field::id).collect(Collectors.toSet());
        Map<String, Object> fields = new TreeMap<>(item.fields());
        fields.keySet().retainAll(asked);
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("number", item.number());
        said.put("title", item.title());
        said.put("area", item.areaCode());
        said.put("unit", item.unit());
        said.put("fields", fields);
        said.put("files", files(item, register.start().id()));
        return said;
    }

    private List<String> files(Item item, String start) {
        return steps.of(item).stream()
                .filter(step -> step.toState().equals(start))
                .flatMap(step -> ItemView.files(step).stream())
                .map(Evidence.Kept::digest)
                .toList();
    }

    /** The newest signature of each party, in the order of the moves. */
    List<Signed> of(Item item) {
        Register register = registers.of(item);
        String now = content(item).digest();
        List<Step> history = steps.of(item);
        List<Signed> signed = new ArrayList<>();
        register.moves().stream()
                .filter(Signing::signs)
                .forEach(move -> history.stream()
                        .filter(step -> step.move().equals(move.id()))
                        .reduce((_, later) -> later)
                        .ifPresent(step -> signed.add(signed(step, now))));
        return signed;
    }

    private static Signed signed(Step step, String now) {
        Map<?, ?> signature = Signature.of(step).orElseThrow();
        String digest = String.valueOf(signature.get("digest"));
        return new Signed(
                step.title(),
                step.byName(),
                "%1$tF %1$tT".formatted(CityTime.local(step.at())),
                digest,
                String.valueOf(signature.get("publicKey")),
                String.valueOf(signature.get("value")),
                digest.equals(now));
    }

    /** Why a signature is not to be taken; empty when it may be. The earlier ones must be of the same content. */
    Optional<Refusal> wrong(Item item, Register register, Move move, Hand hand, Signature signature) {
        byte[] own = keys.inForce(hand.id()).orElse(null);
        if (own == null || !Arrays.equals(own, signature.publicKey())) {
            return Optional.of(NOT_YOURS);
        }
        Content content = content(item);
        if (!Sm2.verify(own, content.message(), signature.value())) {
            return Optional.of(WRONG);
        }
        boolean first = item.state().equals(register.start().id());
        boolean broken = !first
                && of(item).stream()
                        .filter(signed -> !signed.party().equals(move.title()))
                        .anyMatch(signed -> !signed.holds());
        return broken ? Optional.of(VOID) : Optional.empty();
    }
}
