// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import dev.coordination.memory.FakeClock;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes.md}. */
@CoordinationTest
class LoadingCacheExampleTest {

    /** Stands for a database that is slow to ask. */
    interface Shop {

        String priceOf(String product);
    }

    private static LoadingCache<String> prices(
            DistributedCoordination coordination, ScheduledExecutorService scheduler, Shop shop) {
        return LoadingCache.builder(coordination, "prices", scheduler)
                .ttl(ofMinutes(10))
                .refreshAfter(0.8)
                .build(product -> shop.priceOf(product));
    }

    @Test
    void bothNodesSeeTheSamePrice(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            ScheduledExecutorService scheduler,
            FakeClock clock)
            throws Exception {
        LoadingCache<String> first = prices(a, scheduler, product -> "5 euros");
        LoadingCache<String> second = prices(b, scheduler, product -> "6 euros");

        assertThat(first.getOrLoad("tea")).isEqualTo("5 euros");
        assertThat(second.getOrLoad("tea")).isEqualTo("5 euros");
        first.invalidate("tea");
        assertThat(second.getOrLoad("tea")).isEqualTo("6 euros");
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void theShopIsAskedOnce(Nodes nodes) {
        Shop shop = nodes.shared(Shop.class, product -> "5 euros");
        Ghost<Integer> byA = nodes.ghost(0);
        Ghost<Integer> byB = nodes.ghost(0);

        nodes.run(
                a -> prices(a, a.scheduler(), product -> count(byA, shop, product))
                        .getOrLoad("tea"),
                b -> prices(b, b.scheduler(), product -> count(byB, shop, product))
                        .getOrLoad("tea"));

        assertThat(byA.get() + byB.get()).isEqualTo(1);
        nodes.sometimes("a has asked", byA.get() == 1);
        nodes.sometimes("b has asked", byB.get() == 1);
    }

    private static String count(Ghost<Integer> asked, Shop shop, String product) {
        asked.update(n -> n + 1);
        return shop.priceOf(product);
    }
}
