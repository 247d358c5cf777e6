package org.kangcheng.access;

import java.util.ArrayDeque;
import java.util.Deque;
import org.kangcheng.kernel.Sm;

/**
 * The root of a binary SM3 tree over leaves that come one by one; a node without a partner rises as it is. It keeps one
 * digest for each level, however many leaves there are.
 */
final class TreeRoot {
    private record Node(int height, byte[] digest) {}

    private final Deque<Node> waiting = new ArrayDeque<>();
    private long leaves;

    void add(byte[] leaf) {
        Node node = new Node(0, leaf);
        while (!waiting.isEmpty() && waiting.peek().height == node.height) {
            node = new Node(node.height + 1, Sm.sm3(waiting.pop().digest, node.digest));
        }
        waiting.push(node);
        leaves++;
    }

    long leaves() {
        return leaves;
    }

    /** Of at least one leaf. */
    byte[] root() {
        byte[] root = waiting.element().digest;
        for (Node larger : waiting.stream().skip(1).toList()) {
            root = Sm.sm3(larger.digest, root);
        }
        return root;
    }
}
