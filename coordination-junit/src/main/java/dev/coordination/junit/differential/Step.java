// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.DistributedCoordination;
import java.util.function.Supplier;

/**
 * A generated call.
 *
 * @param operation the operation, such as {@code cache.get}, by which known differences are identified
 * @param source formats the Java statement for the call, which is needed only if there is a difference
 * @param script makes the call
 */
record Step(String operation, Supplier<String> source, Script script) {

    Step(String operation, String java, Script script) {
        this(operation, () -> java, script);
    }

    String java() {
        return source.get();
    }

    /** A call on the handle of a node. */
    interface OnNode {
        Object call(DistributedCoordination node, Run run) throws Exception;
    }

    /**
     * Returns a call whose outcome is recorded.
     *
     * @param node the number of the node
     * @param operation the handle's method for the area and the area's own method, joined by a dot, such as
     *     {@code cache.get}
     * @param arguments the arguments as Java source
     */
    static Step on(int node, String operation, String arguments, OnNode call) {
        return new Step(
                operation,
                "run.call(() -> " + java(node, operation, arguments) + ");",
                run -> run.call(() -> call.call(run.node(node), run)));
    }

    /** Returns a step that makes this call and then those of another step. Shrinking does not separate them. */
    Step then(Step next) {
        return new Step(operation, () -> java() + "\n        " + next.java(), run -> {
            script.on(run);
            next.script.on(run);
        });
    }

    /** Returns a step that makes this call without recording its outcome. */
    Step uncompared() {
        return new Step(
                operation,
                () -> "run.uncompared(() -> { " + java() + " });",
                run -> run.uncompared(() -> script.on(run)));
    }

    static String java(int node, String operation, String arguments) {
        return "run.node(" + node + ")." + operation.replace(".", "().") + "(" + arguments + ")";
    }
}
