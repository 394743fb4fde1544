// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.differential;

import dev.coordination.DistributedCoordination;

/**
 * One generated call.
 *
 * @param operation what is called, such as {@code cache.get}: what the ledger of divergences names
 * @param java the statement that does the same
 * @param script what it does
 */
record Step(String operation, String java, Script script) {

    /** A call on one node's handle. */
    interface OnNode {
        Object call(DistributedCoordination node, Run run) throws Exception;
    }

    /**
     * Returns a call whose result is noted.
     *
     * @param node the number of the node
     * @param operation the area, as the handle calls it, and the method
     * @param arguments as Java writes them
     */
    static Step on(int node, String operation, String arguments, OnNode call) {
        return new Step(
                operation,
                "run.call(() -> " + java(node, operation, arguments) + ");",
                run -> run.call(() -> call.call(run.node(node), run)));
    }

    /** Returns this and something else in one, which shrinking does not take apart. */
    Step then(String more, Script after) {
        return new Step(operation, java + "\n        " + more, run -> {
            script.on(run);
            after.on(run);
        });
    }

    static String java(int node, String operation, String arguments) {
        return "run.node(" + node + ")." + operation.replace(".", "().") + "(" + arguments + ")";
    }
}
