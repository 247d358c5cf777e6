package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.access.Actor;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Sm2;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import picocli.CommandLine;

/** The list of an inspection is signed by both sides with keys of their own; a change voids both; whoever refuses has a witness. */
@AutoConfigureMockMvc
class SignatureStory extends GovernancePlatform {
    private static final HexFormat HEX = HexFormat.of();

    @Autowired
    MockMvc mvc;

    @Autowired
    SigningKeyTable keys;

    @Autowired
    Signing signing;

    @TempDir
    Path folder;

    private final Sm2.Pair leaderKey = Sm2.generate();
    private final Sm2.Pair directorKey = Sm2.generate();
    private final Actor leader = commission("组长" + UUID.randomUUID());
    private Actor director = leader;
    private Item list = nothing();
    private Item finding = nothing();

    @SuppressWarnings("NullAway") // filled before each test
    private static Item nothing() {
        return null;
    }

    @BeforeEach
    void aListWithAFinding() {
        director = manager("院长" + UUID.randomUUID());
        keys.put(Hand.of(leader).id(), leader.name(), leaderKey.publicKey(), clock.instant());
        keys.put(Hand.of(director).id(), director.name(), directorKey.publicKey(), clock.instant());
        Item round =
                opened("inspection", null, Map.of("kind", "四不两直", "group", "第一组", "leader", "张组长", "matters", "随访"));
        list = opened("finding-list", round.id(), Map.of("visited_on", "2026-03-05", "inspectors", "张三、李四"));
        finding = finding("随访记录缺 3 次");
    }

    @Test
    void bothSignTheSameContentAndAnybodyCanVerify() throws Exception {
        assertThat(refused(leader, finding, "feed-back", "", Map.of())).isEqualTo("whole-unsigned");
        assertThat(code(signed(leader, list, "sign-group", null))).isEqualTo("signature-missing");
        list = moved(signed(leader, list, "sign-group", leaderKey));
        list = moved(signed(director, list, "sign-unit", directorKey));
        assertThat(signing.of(list)).hasSize(2).allMatch(Signing.Signed::holds);
        finding = moved(leader, finding, "feed-back");
        assertThat(finding.state()).isEqualTo("told");
        assertThat(signing.of(list))
                .as("what follows is no change of the content")
                .allMatch(Signing.Signed::holds);

        byte[] file = mvc.perform(
                        get("/staff/items/" + list.id() + "/signatures.json").with(SignedInAs.actor(leader)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        Path saved = Files.write(folder.resolve("signed.json"), file);
        assertThat(verified(saved)).isZero();
        Path altered = Files.writeString(
                folder.resolve("altered.json"), new String(file, StandardCharsets.UTF_8).replace("缺 3 次", "缺 1 次"));
        assertThat(verified(altered)).isEqualTo(1);

        String code = new String(file, StandardCharsets.UTF_8).replaceFirst("(?s).*\"code\" : \"([^\"]+)\".*", "$1");
        mvc.perform(get("/public/check").param("code", code))
                .andExpect(content().string(containsString("有效")));
        mvc.perform(get("/public/check").param("code", code.substring(0, code.length() - 1) + "Z"))
                .andExpect(content().string(containsString("没有这个查验码")));
        mvc.perform(get("/staff/items/" + list.id()).with(SignedInAs.actor(leader)))
                .andExpect(content().string(containsString("双方签字")));
    }

    @Test
    void aChangeAfterTheFirstSignatureVoidsBoth() {
        list = moved(signed(leader, list, "sign-group", leaderKey));
        finding("又补一条");
        assertThat(signing.of(list)).noneMatch(Signing.Signed::holds);
        assertThat(code(signed(director, list, "sign-unit", directorKey))).isEqualTo("signature-void");
        list = moved(leader, list, "again", "内容有改动，重签", Map.of());
        list = moved(signed(leader, list, "sign-group", leaderKey));
        list = moved(signed(director, list, "sign-unit", directorKey));
        assertThat(signing.of(list)).allMatch(Signing.Signed::holds);
        moved(
                leader,
                again(finding),
                "change",
                "改描述",
                Map.of("class", "工作落实", "serious", "是", "described", "缺 5 次", "demanded", "补访"));
        assertThat(signing.of(list)).noneMatch(Signing.Signed::holds);
    }

    @Test
    void onlyOnesOwnKeyAndOnlyThisContent() {
        assertThat(code(signed(leader, list, "sign-group", directorKey))).isEqualTo("signing-key");
        Signature other = new Signature(
                leaderKey.publicKey(), Sm2.sign(leaderKey.privateKey(), "x".getBytes(StandardCharsets.UTF_8)));
        assertThat(code(given(leader, list, "sign-group", other))).isEqualTo("signature-wrong");
        keys.put(Hand.of(leader).id(), leader.name(), Sm2.generate().publicKey(), clock.instant());
        assertThat(code(signed(leader, list, "sign-group", leaderKey)))
                .as("a key that was replaced signs no more")
                .isEqualTo("signing-key");
    }

    @Test
    void whoeverRefusesHasAStatementAndAWitness() {
        list = moved(signed(leader, list, "sign-group", leaderKey));
        assertThat(refused(leader, list, "refuse-to-sign", "当场拒签", Map.of("statement", "有异议")))
                .isEqualTo("form");
        list = moved(leader, list, "refuse-to-sign", "当场拒签", Map.of("statement", "有异议", "witness", "王五"));
        assertThat(moved(leader, finding, "feed-back").state()).isEqualTo("told");
    }

    /** The library that signs in the browser, and ours. */
    @Test
    void theBrowsersSignatureIsOurs() throws Exception {
        String digest = signing.content(list).digest();
        Path script = Files.writeString(folder.resolve("sign.cjs"), """
                const sm2 = require(process.argv[2]);
                const pair = sm2.generateKeyPairHex();
                console.log(pair.publicKey);
                console.log(sm2.doSignature(process.argv[3], pair.privateKey, { hash: true, publicKey: pair.publicKey }));
                """);
        Path library = Files.copy(Path.of("src/main/resources/static/lib/sm2.js"), folder.resolve("sm2.cjs"));
        Process node = new ProcessBuilder("node", script.toString(), library.toString(), digest)
                .redirectErrorStream(true)
                .start();
        List<String> said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(node.waitFor()).as(said.toString()).isZero();
        byte[] key = HEX.parseHex(said.getFirst());
        mvc.perform(post("/staff/signing-key").with(SignedInAs.actor(leader)).param("publicKey", said.getFirst()))
                .andExpect(status().is3xxRedirection());
        mvc.perform(post("/staff/signing-key").with(SignedInAs.actor(leader)).param("publicKey", "04ff"))
                .andExpect(status().isBadRequest());
        list = moved(given(leader, list, "sign-group", new Signature(key, HEX.parseHex(said.get(1)))));
        assertThat(signing.of(list)).hasSize(1).allMatch(Signing.Signed::holds);
    }

    private Item opened(String register, @Nullable PublicId parent, Map<String, String> fields) {
        NewItem item = NewItem.of(
                "第一轮",
                PLACE,
                hospital().institutionId(),
                fields,
                UUID.randomUUID().toString());
        item = item.dueOn(today().plusDays(60));
        OpenResult result = open.open(leader, register, parent == null ? item : item.partOf(parent));
        assertThat(result).isInstanceOf(OpenResult.Opened.class);
        return ((OpenResult.Opened) result).item();
    }

    private Item finding(String described) {
        return opened(
                "finding",
                list.id(),
                Map.of("class", "工作落实", "serious", "否", "described", described, "demanded", "补访并说明"));
    }

    private MoveResult signed(Actor actor, Item item, String moveId, Sm2.@Nullable Pair key) {
        return given(
                actor,
                item,
                moveId,
                key == null
                        ? null
                        : new Signature(
                                key.publicKey(),
                                Sm2.sign(key.privateKey(), signing.content(item).message())));
    }

    private MoveResult given(Actor actor, Item item, String moveId, @Nullable Signature signature) {
        return move.move(
                actor,
                item.id(),
                moveId,
                new MoveItem.Given(
                        item.steps(),
                        "",
                        Map.of(),
                        null,
                        List.of(),
                        signature,
                        UUID.randomUUID().toString()));
    }

    private static Item moved(MoveResult result) {
        assertThat(result).isInstanceOf(MoveResult.Moved.class);
        return ((MoveResult.Moved) result).item();
    }

    private static String code(MoveResult result) {
        assertThat(result).isInstanceOf(MoveResult.NotMoved.class);
        return ((MoveResult.NotMoved) result).refusal().code();
    }

    private static int verified(Path file) {
        return new CommandLine(new VerifySignature()).execute(file.toString());
    }
}
