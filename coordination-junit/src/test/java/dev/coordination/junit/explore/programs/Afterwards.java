// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a generated program does after its nodes have run. */
enum Afterwards {
    NOTHING,
    ADVANCE,
    EVENTUALLY,
    RUN_AGAIN;

    /** Does this. The statements are those of the second run. */
    void run(World world, List<Code> again) throws Exception {
        Nodes nodes = world.nodes();
        switch (this) {
            case NOTHING -> {}
            case ADVANCE -> nodes.advance(Duration.ofSeconds(15));
            case EVENTUALLY -> {
                Node reader = nodes.node("reader");
                nodes.eventually(
                        Duration.ofSeconds(15),
                        "k expires",
                        () -> reader.cache().get("k").isEmpty());
            }
            case RUN_AGAIN ->
                nodes.run(Map.of(
                        "a", node -> Code.runAll(again, world.actor(node, "again")),
                        "z", node -> Code.runAll(again, world.actor(node, "again"))));
        }
    }

    void print(Lines lines, List<Code> again) {
        switch (this) {
            case NOTHING -> {}
            case ADVANCE -> lines.add("nodes.advance(ofSeconds(15));");
            case EVENTUALLY ->
                lines.add("nodes.eventually(ofSeconds(15), \"k expires\", () -> reader.cache().get(\"k\").isEmpty());");
            case RUN_AGAIN -> {
                lines.begin("nodes.run(Map.of(\"a\", a -> {");
                again.forEach(code -> code.print(lines, "a"));
                lines.next("}, \"z\", z -> {");
                again.forEach(code -> code.print(lines, "z"));
                lines.end("}));");
            }
        }
    }
}
