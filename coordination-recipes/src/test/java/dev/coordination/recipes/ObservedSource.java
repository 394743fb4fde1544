// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What explored nodes load: the version of a thing, which can be updated. Checks that nobody gets a version from before the last
 * invalidation, and that no version is stored after a later one.
 */
final class ObservedSource {

    static final Duration LEASE = ofSeconds(10);
    static final Duration RETRY = ofSeconds(4);

    private final Nodes nodes;
    private final Ghost<Integer> version;

    /** The version when the key was last invalidated. */
    private final Ghost<Integer> invalidated;

    private final Ghost<Integer> stored;

    /** The names of the nodes that have begun to load. */
    private final List<String> loads;

    /** What calls have returned. */
    private final List<Integer> returned;

    ObservedSource(Nodes nodes) {
        this.nodes = nodes;
        this.version = nodes.ghost(1);
        this.invalidated = nodes.ghost(0);
        this.stored = nodes.ghost(0);
        this.loads = nodes.ghostList();
        this.returned = nodes.ghostList();
        nodes.always("no version is stored after a later one", () -> {
            int last = stored.get();
            int now = storedVersion(last);
            stored.set(now);
            return now >= last;
        });
    }

    private int storedVersion(int unless) {
        return nodes.node("test")
                .cache()
                .get("things:x")
                .map(CacheEntry::parse)
                .filter(entry -> entry.kind().hasValue())
                .map(entry -> Integer.parseInt(new String(entry.payload(), UTF_8)))
                .orElse(unless);
    }

    LoadingCacheBuilder<Integer> builder(Node node) {
        return LoadingCache.builder(node, "things", node.scheduler())
                .codec(ValueCodec.of(
                        number -> number.toString().getBytes(UTF_8),
                        bytes -> Integer.parseInt(new String(bytes, UTF_8))))
                .clock(node.clock())
                .incarnation(node.name() + node.incarnation())
                .random(() -> 0)
                .leaseDuration(LEASE)
                .retryPeriod(RETRY)
                .whenUnavailable(UnavailablePolicy.FAIL)
                .errorHandler(thrown -> {});
    }

    LoadingCache<Integer> cache(Node node) {
        return builder(node).build(key -> load(node));
    }

    LoadingCache<Integer> refreshingCache(Node node) {
        return builder(node).refreshAfter(0.8).build(key -> load(node));
    }

    private int load(Node node) {
        loads.add(node.name());
        int seen = version.get();
        node.work("loads");
        return seen;
    }

    void get(Node node) throws InterruptedException {
        get(cache(node));
    }

    /** Gets the version, unless the node is so late that it waits no longer. */
    void get(LoadingCache<Integer> cache) throws InterruptedException {
        int atLeast = invalidated.get();
        Instant start = nodes.clock().instant();
        try {
            Integer value = cache.getOrLoad("x");
            assertThat(value).as("version").isBetween(atLeast, version.get());
            returned.add(value);
        } catch (LoadTimeoutException e) {
            assertThat(Duration.between(start, nodes.clock().instant())).isGreaterThanOrEqualTo(LEASE.multipliedBy(3));
        }
    }

    /** Updates the thing, and then invalidates it. */
    void update(Node node) {
        int updated = version.update(last -> last + 1);
        cache(node).invalidate("x");
        invalidated.update(last -> Math.max(last, updated));
    }

    boolean loadedBy(String node) {
        return List.copyOf(loads).contains(node);
    }

    List<String> loads() {
        return List.copyOf(loads);
    }

    List<Integer> returned() {
        return List.copyOf(returned);
    }
}
