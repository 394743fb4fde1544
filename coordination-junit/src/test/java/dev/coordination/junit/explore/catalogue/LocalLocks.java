// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Several threads of one node, and the locks between them. */
final class LocalLocks {

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Token that is fetched on demand",
                    "two threads fetch a token at the same time, and the second token invalidates the first",
                    nodes -> fetchesOnce(nodes, node -> new Tokens(node)::get),
                    nodes -> fetchesOnce(nodes, node -> new SynchronizedTokens(node)::get)),
            new KnownBug(
                    "Transfers in both directions",
                    "each of two threads waits for the lock of the other",
                    nodes -> transfersBothWays(nodes, false),
                    nodes -> transfersBothWays(nodes, true)));

    private LocalLocks() {}

    private static void fetchesOnce(Nodes nodes, Function<Node, Supplier<String>> create) throws Exception {
        Supplier<String> tokens = create.apply(nodes.node("a"));

        nodes.run(a -> {
            a.spawn(another -> tokens.get());
            tokens.get();
        });

        assertThat(nodes.node("issuer").cache().getText("issued")).contains("1");
    }

    private static final class Tokens {
        private final Node node;
        private String token = "";

        Tokens(Node node) {
            this.node = node;
        }

        String get() {
            if (token.isEmpty()) {
                token = "token " + node.cache().increment("issued", 1);
            }
            return token;
        }
    }

    private static final class SynchronizedTokens {
        private final Node node;
        private String token = "";

        SynchronizedTokens(Node node) {
            this.node = node;
        }

        synchronized String get() {
            if (token.isEmpty()) {
                token = "token " + node.cache().increment("issued", 1);
            }
            return token;
        }
    }

    /** An account, with the lock that guards it within this node. */
    private record Account(String key, Lock lock) {}

    private static void transfersBothWays(Nodes nodes, boolean inOrder) throws Exception {
        Account first = new Account("first", new ReentrantLock());
        Account second = new Account("second", new ReentrantLock());

        nodes.run(a -> {
            a.spawn(another -> transfer(another, first, second, inOrder));
            transfer(a, second, first, inOrder);
        });

        assertThat(nodes.node("reader").cache().getText("first")).contains("0");
    }

    private static void transfer(Node node, Account from, Account to, boolean inOrder) {
        boolean swap = inOrder && from.key().compareTo(to.key()) > 0;
        Account outer = swap ? to : from;
        Account inner = swap ? from : to;
        outer.lock().lock();
        try {
            node.work("check the limit");
            inner.lock().lock();
            try {
                node.cache().increment(from.key(), -1);
                node.cache().increment(to.key(), 1);
            } finally {
                inner.lock().unlock();
            }
        } finally {
            outer.lock().unlock();
        }
    }
}
