// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.util.List;
import java.util.function.Supplier;

/** Generates steps that close and reconnect nodes, and that advance time. */
final class NodeSteps {

    private static final int FARTHEST = 3;

    private final ArgumentPool pools;

    NodeSteps(ArgumentPool pools) {
        this.pools = pools;
    }

    Step advance() {
        int count = 1 + pools.below(FARTHEST);
        return new Step("time.advance", "run.advance(" + count + ");", run -> run.advance(count));
    }

    List<Supplier<Step>> all() {
        return List.of(this::close, this::reconnect, this::reconnect);
    }

    private Step close() {
        int node = pools.node();
        return new Step(
                "close",
                "run.call(() -> run.node(" + node + ").close());",
                run -> run.call(() -> run.node(node).close()));
    }

    private Step reconnect() {
        return CommonSteps.reconnect(pools.node());
    }
}
