package org.kangcheng.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.attachment.Attachments.Outcome.Kept;
import org.kangcheng.attachment.Attachments.Outcome.Refused;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.SealedText;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What is handed in is what its content says, is kept once, and rests sealed beside the rows. */
class AttachmentStory extends TestPlatform {
    private static final Actor WHO = Actor.system("test");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3, 4};

    @Autowired
    AttachmentTable table;

    @Autowired
    SealedText sealed;

    @Autowired
    Ids ids;

    @Autowired
    Clock clock;

    @TempDir
    Path data;

    @Test
    void isKeptOnceAndSealed() throws Exception {
        Attachments here = with();
        long shard = ids.random();
        Kept first = (Kept) here.keep(WHO, shard, "entry-1", 1, PNG);
        assertThat(here.keep(WHO, shard, "entry-1", 1, PNG)).isEqualTo(first);
        assertThat(here.keep(WHO, shard, "entry-1", 2, PNG)).isNotEqualTo(first);
        assertThat(here.of(List.of(shard))).hasSize(2).allMatch(it -> it.medium() == Medium.PNG);
        assertThat(here.content(first.attachment())).isEqualTo(PNG);
        List<Path> files = files();
        assertThat(files).hasSize(2);
        assertThat(new String(Files.readAllBytes(files.getFirst()), StandardCharsets.ISO_8859_1))
                .doesNotContain("PNG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<script>alert(1)</script>", "%PDF-1.7", "MZ\u0090", "RIFF1234AVI ", "PK\u0003\u0004"})
    void isRefusedWhenItsContentIsSomethingElse(String content) throws Exception {
        assertThat(with().keep(WHO, ids.random(), "entry", 1, content.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.refusal().code()).isEqualTo("attachment-type"));
        assertThat(files()).isEmpty();
    }

    @Test
    void isRefusedWhenItIsTooLargeOrOneTooMany() throws Exception {
        Attachments here = with();
        assertThat(here.keep(WHO, ids.random(), "entry", 1, Arrays.copyOf(PNG, (5 << 20) + 1)))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.refusal().message()).contains("最多 5 MB"));
        assertThat(here.keep(WHO, ids.random(), "entry", 10, PNG)).isInstanceOf(Refused.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void isRefusedWhenAScannerFindsSomething() throws Exception {
        Scanner scanner = content -> content.length > PNG.length ? Optional.of("EICAR") : Optional.empty();
        Attachments here = with(scanner);
        assertThat(here.keep(WHO, ids.random(), "entry", 1, PNG)).isInstanceOf(Kept.class);
        assertThat(here.keep(WHO, ids.random(), "entry", 1, Arrays.copyOf(PNG, 99)))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.refusal().code()).isEqualTo("attachment-harmful"));
        assertThat(files()).hasSize(1);
    }

    private Attachments with(Scanner... scanners) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (Scanner scanner : scanners) {
            beans.addBean("scanner", scanner);
        }
        return new Attachments(table, sealed, beans.getBeanProvider(Scanner.class), data, ids, clock);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
