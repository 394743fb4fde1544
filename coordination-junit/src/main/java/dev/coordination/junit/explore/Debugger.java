// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.lang.management.ManagementFactory;

/** Tells whether this JVM was started for a debugger, which may suspend threads for as long as it likes. */
final class Debugger {

    private Debugger() {}

    static boolean isAttached() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().anyMatch(Debugger::isForDebugger);
    }

    static boolean isForDebugger(String argument) {
        return argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp");
    }
}
