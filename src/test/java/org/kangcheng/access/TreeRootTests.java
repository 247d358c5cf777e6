package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.kernel.Sm;

/** Leaf by leaf it is the same root as level by level, as the first blocks were made. */
class TreeRootTests {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11, 64, 100, 1023})
    void isTheRootOfTheWholeTree(int leaves) {
        List<byte[]> all = IntStream.range(0, leaves)
                .mapToObj(n -> Sm.sm3(ByteBuffer.allocate(4).putInt(n).array()))
                .toList();
        TreeRoot tree = new TreeRoot();
        all.forEach(tree::add);
        assertThat(tree.leaves()).isEqualTo(leaves);
        assertThat(tree.root()).isEqualTo(levelByLevel(all));
    }

    private static byte[] levelByLevel(List<byte[]> leaves) {
        List<byte[]> level = leaves;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int at = 0; at < level.size(); at += 2) {
                above.add(at + 1 < level.size() ? Sm.sm3(level.get(at), level.get(at + 1)) : level.get(at));
            }
            level = above;
        }
        return level.getFirst();
    }
}
