// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.DEATH;
import static dev.coordination.junit.explore.FaultKind.NOT_SENT;
import static dev.coordination.junit.explore.FaultKind.REPLY_LOST;
import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.SharedCache;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Counters and quotas. */
final class Counters {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Hit counter",
                    "two nodes read the same number, and one hit is lost",
                    nodes -> countsHits(nodes, Counters::getAndSet),
                    nodes -> countsHits(nodes, cache -> cache.increment("hits", 1))),
            new KnownBug(
                    "High score",
                    "a lower score overwrites a higher one",
                    nodes -> keepsTheHighScore(nodes, Counters::setIfHigher),
                    nodes -> keepsTheHighScore(nodes, Counters::replaceIfHigher)),
            new KnownBug(
                    "Last seat",
                    "two nodes see that a seat is left, and both sell it",
                    nodes -> sellsOneSeat(nodes, Counters::checkThenSell),
                    nodes -> sellsOneSeat(nodes, Counters::sellThenCheck)),
            new KnownBug(
                    "Rate limiter",
                    "a counter is left without an expiry, and requests are refused forever",
                    Needs.fault(NOT_SENT, DEATH),
                    nodes -> opensTheNextWindow(nodes, Counters::incrementThenExpire),
                    nodes -> opensTheNextWindow(nodes, cache -> cache.increment("requests", 1, WINDOW))),
            new KnownBug(
                    "Deposit that is retried",
                    "a reply is lost, and the deposit is made twice",
                    Needs.fault(NOT_SENT, REPLY_LOST),
                    nodes -> depositsOnce(nodes, Counters::deposit),
                    nodes -> depositsOnce(nodes, Counters::depositUnlessDone)));

    private Counters() {}

    private static void countsHits(Nodes nodes, Consumer<SharedCache> hit) throws Exception {
        nodes.run(a -> hit.accept(a.cache()), b -> hit.accept(b.cache()));

        assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
    }

    private static void getAndSet(SharedCache cache) {
        int hits = cache.getText("hits").map(Integer::parseInt).orElse(0);
        cache.setText("hits", Integer.toString(hits + 1));
    }

    private static void keepsTheHighScore(Nodes nodes, BiConsumer<SharedCache, Integer> report) throws Exception {
        nodes.node("reader").cache().setText("score", "10");

        nodes.run(a -> report.accept(a.cache(), 20), b -> report.accept(b.cache(), 30));

        assertThat(nodes.node("reader").cache().getText("score")).contains("30");
    }

    private static void setIfHigher(SharedCache cache, int score) {
        int highest = Integer.parseInt(cache.getText("score").orElseThrow());
        if (score > highest) {
            cache.setText("score", Integer.toString(score));
        }
    }

    private static void replaceIfHigher(SharedCache cache, int score) {
        String highest;
        do {
            highest = cache.getText("score").orElseThrow();
        } while (score > Integer.parseInt(highest) && !cache.replace("score", bytes(highest), bytes(score)));
    }

    private static void sellsOneSeat(Nodes nodes, Predicate<SharedCache> sell) throws Exception {
        List<String> sold = nodes.ghostList();
        nodes.always("at most one seat is sold", () -> sold.size() <= 1);

        nodes.run(
                a -> {
                    if (sell.test(a.cache())) {
                        sold.add("to the customer of a");
                    }
                },
                b -> {
                    if (sell.test(b.cache())) {
                        sold.add("to the customer of b");
                    }
                });

        assertThat(sold).hasSize(1);
    }

    private static boolean checkThenSell(SharedCache cache) {
        if (cache.exists("sold")) {
            return false;
        }
        cache.increment("sold", 1);
        return true;
    }

    private static boolean sellThenCheck(SharedCache cache) {
        return cache.increment("sold", 1) == 1;
    }

    private static void opensTheNextWindow(Nodes nodes, Consumer<SharedCache> request) throws Exception {
        nodes.run(a -> request.accept(a.cache()), b -> request.accept(b.cache()));
        nodes.advance(WINDOW);

        assertThat(nodes.node("gateway").cache().getText("requests")).isEmpty();
    }

    private static void incrementThenExpire(SharedCache cache) {
        if (cache.increment("requests", 1) == 1) {
            cache.expire("requests", WINDOW);
        }
    }

    private static void depositsOnce(Nodes nodes, BiConsumer<SharedCache, String> deposit) throws Exception {
        SharedCache bank = nodes.node("bank").cache();
        bank.setText("deposits", "");

        nodes.run(a -> deposit.accept(a.cache(), "from-a "), b -> deposit.accept(b.cache(), "from-b "));

        assertThat(bank.getText("deposits")).isIn(Optional.of("from-a from-b "), Optional.of("from-b from-a "));
    }

    private static void deposit(SharedCache cache, String deposit) {
        while (true) {
            try {
                String before = cache.getText("deposits").orElseThrow();
                if (cache.replace("deposits", bytes(before), bytes(before + deposit))) {
                    return;
                }
            } catch (CoordinationUnavailableException e) {
                // Try again.
            }
        }
    }

    private static void depositUnlessDone(SharedCache cache, String deposit) {
        while (true) {
            try {
                String before = cache.getText("deposits").orElseThrow();
                if (before.contains(deposit) || cache.replace("deposits", bytes(before), bytes(before + deposit))) {
                    return;
                }
            } catch (CoordinationUnavailableException e) {
                // Try again.
            }
        }
    }
}
