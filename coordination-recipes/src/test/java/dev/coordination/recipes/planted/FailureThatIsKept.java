// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A cache keeps the future of a load, so that the value is loaded once. It keeps the future of a load that has failed, too, and
 * fails forever.
 *
 * <p>Reference: google/quiver-dart#491.
 */
final class FailureThatIsKept extends PlantedBug {

    FailureThatIsKept() {
        super(
                "google/quiver-dart#491",
                "a load fails, and its failure is cached",
                "a failure is not cached",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.node("test").cache().setText("setting", "on");

        nodes.run(a -> {
            LoadedOnce setting = new LoadedOnce(a, fixed);
            if (setting.get().isCompletedExceptionally()) {
                assertThat(setting.get().isCompletedExceptionally())
                        .as(invariant())
                        .isFalse();
            }
        });
    }

    private static final class LoadedOnce {

        private final Node node;
        private final boolean fixed;
        private Optional<CompletableFuture<String>> loaded = Optional.empty();

        LoadedOnce(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        CompletableFuture<String> get() {
            if (loaded.isEmpty() || fixed && loaded.get().isCompletedExceptionally()) {
                loaded = Optional.of(load());
            }
            return loaded.get();
        }

        private CompletableFuture<String> load() {
            try {
                return CompletableFuture.completedFuture(
                        node.cache().getText("setting").orElseThrow());
            } catch (CoordinationUnavailableException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
