package org.kangcheng.community;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.kernel.Refusal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** 协议书照片: the pages of a contract that was signed on paper. */
@Component
class Papers {
    private static final int MOST_PAGES = 3;
    private static final Refusal ENOUGH = Refusal.conflict("papers-enough", "一份协议书最多 %d 张照片。".formatted(MOST_PAGES));

    private final Attachments attachments;

    Papers(Attachments attachments) {
        this.attachments = attachments;
    }

    /** The numbers of those that are kept. */
    List<Integer> of(Contract contract) {
        return IntStream.rangeClosed(1, MOST_PAGES)
                .filter(no -> attachments
                        .find(contract.personKey(), about(contract), no)
                        .isPresent())
                .boxed()
                .toList();
    }

    /** @param photo nothing is done without one */
    Optional<Refusal> keep(Actor actor, Contract contract, @Nullable MultipartFile photo) {
        if (photo == null || photo.isEmpty()) {
            return Optional.empty();
        }
        int next = of(contract).size() + 1;
        if (next > MOST_PAGES) {
            return Optional.of(ENOUGH);
        }
        try {
            return attachments.keep(actor, contract.personKey(), about(contract), next, photo.getBytes())
                            instanceof Attachments.Outcome.Refused(Refusal refusal)
                    ? Optional.of(refusal)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ResponseEntity<byte[]>> show(Contract contract, int no) {
        return attachments
                .find(contract.personKey(), about(contract), no)
                .map(it -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(it.medium().type()))
                        .body(attachments.content(it)));
    }

    private static String about(Contract contract) {
        return "contract-" + contract.contractId();
    }
}
