// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.List;

/** What explored nodes load: the version of a thing. Observes who loads it, and what callers get. */
final class ObservedSource {

    private final Nodes nodes;
    private final Ghost<Integer> version;
    private final Ghost<Integer> loading;

    /** The nodes that have begun to load. */
    private final List<String> loads;

    ObservedSource(Nodes nodes) {
        this.nodes = nodes;
        this.version = nodes.ghost(1);
        this.loading = nodes.ghost(0);
        this.loads = nodes.ghostList();
    }

    LoadingCacheBuilder<String> builder(Node node) {
        return LoadingCache.builder(node, "things", node.scheduler())
                .clock(node.clock())
                .incarnation(node.name() + node.incarnation())
                .random(() -> 0)
                .retryPeriod(ofSeconds(4))
                .errorHandler(thrown -> {});
    }

    LoadingCache<String> cache(Node node) {
        return builder(node).build(key -> load(node));
    }

    String load(Node node) {
        loads.add(node.name());
        loading.update(n -> n + 1);
        assertThat(loading.get()).as("loads at the same time").isEqualTo(1);
        int seen = version.get();
        node.work("loads");
        loading.update(n -> n - 1);
        return "v" + seen;
    }

    void get(Node node) throws InterruptedException {
        assertThat(cache(node).getOrLoad("x")).isEqualTo("v" + version.get());
    }

    boolean loadedBy(String node) {
        return List.copyOf(loads).contains(node);
    }

    void checkLoads(int expected) {
        assertThat(List.copyOf(loads)).hasSize(expected);
    }
}
