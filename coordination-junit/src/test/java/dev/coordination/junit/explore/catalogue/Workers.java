// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.DEATH;
import static dev.coordination.junit.explore.FaultKind.RESTART;
import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Workers that die halfway, or that do two things at once. */
final class Workers {

    private static final Duration LEASE = Duration.ofSeconds(30);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Position that is stored before the work",
                    "the worker dies in between, and skips an item after its restart",
                    Needs.fault(RESTART),
                    nodes -> skipsNothing(nodes, Workers::storeThenWork),
                    nodes -> skipsNothing(nodes, Workers::workThenStore)),
            new KnownBug(
                    "Number of free places",
                    "a node dies before it gives its place back, and the place is never free again",
                    Needs.fault(DEATH),
                    nodes -> placeGetsFree(nodes, Workers::countPlace, Workers::isCountedFree),
                    nodes -> placeGetsFree(nodes, Workers::leasePlace, cache -> !cache.exists("place"))),
            new KnownBug(
                    "Refresh on two threads",
                    "an older refresh ends last, and its result overwrites the newer one",
                    nodes -> keepsTheNewest(nodes, node -> node.newScheduler(2)),
                    nodes -> keepsTheNewest(nodes, Node::scheduler)));

    private Workers() {}

    interface Items {
        void process(int item);
    }

    private static void skipsNothing(Nodes nodes, BiConsumer<Node, Items> worker) throws Exception {
        Set<Integer> processed = new TreeSet<>();
        Items items = nodes.shared(Items.class, processed::add);

        nodes.run(a -> worker.accept(a, items));

        assertThat(processed).containsExactly(0, 1);
    }

    private static int position(Node node) {
        return node.cache().getText("position").map(Integer::parseInt).orElse(0);
    }

    private static void storeThenWork(Node node, Items items) {
        for (int item = position(node); item < 2; item++) {
            node.cache().setText("position", Integer.toString(item + 1));
            items.process(item);
        }
    }

    private static void workThenStore(Node node, Items items) {
        for (int item = position(node); item < 2; item++) {
            items.process(item);
            node.cache().setText("position", Integer.toString(item + 1));
        }
    }

    private static void placeGetsFree(Nodes nodes, NodeCode park, Predicate<SharedCache> isFree) throws Exception {
        nodes.run(park, park);

        SharedCache cache = nodes.node("reader").cache();
        nodes.eventually(LEASE, "the place is free", () -> isFree.test(cache));
    }

    private static void countPlace(Node node) {
        if (node.cache().increment("taken", 1) == 1) {
            node.work("park");
        }
        node.cache().increment("taken", -1);
    }

    private static boolean isCountedFree(SharedCache cache) {
        return cache.getText("taken").orElse("0").equals("0");
    }

    private static void leasePlace(Node node) {
        if (node.cache().setIfAbsent("place", bytes(node.name()), LEASE)) {
            node.work("park");
            node.cache().delete("place", bytes(node.name()));
        }
    }

    private static void keepsTheNewest(Nodes nodes, Function<Node, ScheduledExecutorService> scheduler)
            throws Exception {
        nodes.run(a -> {
            ScheduledExecutorService tasks = scheduler.apply(a);
            tasks.execute(() -> refresh(a));
            tasks.execute(() -> refresh(a));
        });

        SharedCache cache = nodes.node("reader").cache();
        assertThat(cache.getText("copy")).isEqualTo(cache.getText("source"));
    }

    /** Copies the newest value of the source. */
    private static void refresh(Node node) {
        long newest = node.cache().increment("source", 1);
        node.cache().setText("copy", Long.toString(newest));
    }
}
