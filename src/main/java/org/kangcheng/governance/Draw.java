package org.kangcheng.governance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 抽签: places drawn by lot, in a way that anybody can repeat. First the candidates and the SHA-256 of a random seed are
 * published; nobody can choose the seed after them. Then the seed is told. Each candidate's lot is the SHA-256 of
 * {@code <seed in hexadecimal>:<candidate's id>}; of each group the {@code each} smallest lots are drawn.
 *
 * @param each how many are drawn of each group
 * @param seed 32 bytes; null until it is told
 */
record Draw(
        long drawId,
        String title,
        String areaCode,
        int each,
        List<Candidate> candidates,
        byte[] commitment,
        String madeBy,
        Instant madeAt,
        byte @Nullable [] seed,
        @Nullable String drawnBy,
        @Nullable Instant drawnAt) {
    record Candidate(String id, String name, String group) {}

    record Lot(Candidate candidate, String lot) {}

    public String id() {
        return PublicId.encode(drawId);
    }

    public String commitmentText() {
        return HexFormat.of().formatHex(commitment);
    }

    public String seedText() {
        return seed == null ? "" : HexFormat.of().formatHex(seed);
    }

    /** The drawn ones, by group and lot; none until the seed is told. */
    public List<Lot> drawn() {
        if (seed == null) {
            return List.of();
        }
        Map<String, List<Lot>> groups = candidates.stream()
                .map(candidate -> new Lot(candidate, lot(candidate)))
                .collect(Collectors.groupingBy(lot -> lot.candidate.group, TreeMap::new, Collectors.toList()));
        List<Lot> drawn = new ArrayList<>();
        groups.values()
                .forEach(lots -> lots.stream()
                        .sorted(Comparator.comparing(Lot::lot))
                        .limit(each)
                        .forEach(drawn::add));
        return drawn;
    }

    private String lot(Candidate candidate) {
        return HexFormat.of().formatHex(sha256((seedText() + ":" + candidate.id).getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
