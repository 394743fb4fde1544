// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.StringJoiner;

/** Describes what the thread of a node does if the exploration does not control it. */
final class Uncontrolled {

    /** The number of characters after which no more stack frames are shown. */
    private static final int MAX_LENGTH = 600;

    private static final String ADVICE =
            "to wait, use what the node offers, such as Subscription.next, node.sleep(...) or the futures of node.scheduler()";

    private Uncontrolled() {}

    /** Describes a thread that waits for something that the exploration does not control. */
    static ScheduleProblem blocked(Actor actor) {
        Carrier carrier = actor.carrier;
        if (carrier == null) {
            return new ScheduleProblem(ScheduleProblem.Kind.BLOCKED, actor.name + " blocks: " + ADVICE);
        }
        return new ScheduleProblem(
                ScheduleProblem.Kind.BLOCKED,
                actor.name + " blocks on something that the exploration does not control, at "
                        + position(carrier.thread()) + ": " + ADVICE + "\n" + stack(carrier.thread()));
    }

    /** Describes a thread that neither makes a step nor ends. */
    static ScheduleProblem busy(Actor actor, Thread thread, long seconds) {
        return new ScheduleProblem(
                ScheduleProblem.Kind.BLOCKED,
                actor.name + " has made no step for " + seconds + " s, and has not ended, at " + position(thread)
                        + ": while code makes no coordination calls, no other node can run\n" + stack(thread));
    }

    /** Returns whether a thread sleeps in real time. */
    static boolean isAsleep(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Thread")) {
                if (frame.getMethodName().equals("sleep")) {
                    return true;
                }
            } else if (!frame.getClassName().startsWith("jdk.")) {
                return false;
            }
        }
        return false;
    }

    /** Returns the position of a thread in the user's code. */
    static String position(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        for (StackTraceElement frame : stack) {
            if (!isLibrary(frame.getClassName())) {
                return shown(frame);
            }
        }
        return stack.length == 0 ? "an unknown place" : shown(stack[0]);
    }

    /** Returns a stack frame as text, without its class loader and module. */
    private static String shown(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    private static boolean isLibrary(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || isExploration(className) && !className.contains("Test");
    }

    private static boolean isExploration(String className) {
        String name = Uncontrolled.class.getPackageName();
        return className.lastIndexOf('.') == name.length() && className.startsWith(name);
    }

    private static String stack(Thread thread) {
        StringJoiner text = new StringJoiner("\n");
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (text.length() < MAX_LENGTH && !frame.getClassName().contains("$$Lambda")) {
                text.add("    at " + shown(frame));
            }
        }
        return text.toString();
    }
}
