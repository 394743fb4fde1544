// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.management.ManagementFactory;

/** Determines whether this JVM was started with a debugger agent, so that threads may be suspended for any length of time. */
final class Debugger {

    private Debugger() {}

    static boolean isAttached() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().anyMatch(Debugger::isForDebugger);
    }

    static boolean isForDebugger(String argument) {
        return argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp");
    }
}
