// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Starts threads that do not keep the JVM alive.
 *
 * <p>They are virtual if the JVM allows it. Threads that read from connections are virtual from Java 21 on: a thousand
 * subscriptions then take about five platform threads. Threads that call listeners, or that make calls for virtual
 * threads, are virtual from Java 24 on: before that, a thread that blocks inside a {@code synchronized} block would pin
 * a carrier thread, which the others need.
 */
final class DaemonThreads {

    private static final int JVM = Runtime.version().feature();

    /** Null if the JVM has no virtual threads. */
    private static final @Nullable Method IS_VIRTUAL = isVirtualMethod();

    private DaemonThreads() {}

    static void startReader(String name, Runnable task) {
        start(name, task, JVM >= 21);
    }

    static void startListener(String name, Runnable task) {
        start(name, task, JVM >= 24);
    }

    /** Starts a call on behalf of a virtual thread, which waits for it, perhaps inside a {@code synchronized} block. */
    static void startCall(String name, Runnable call) {
        start(name, call, JVM >= 24);
    }

    /** Returns whether a thread is virtual. */
    static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && Boolean.TRUE.equals(IS_VIRTUAL.invoke(thread));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static @Nullable Method isVirtualMethod() {
        try {
            return JVM >= 21 ? Thread.class.getMethod("isVirtual") : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Returns a thread, not started yet, that checks connections. */
    static Thread checker(Runnable task) {
        return platform("coordination-redis-liveness", task);
    }

    static Thread platform(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void start(String name, Runnable task, boolean virtual) {
        (virtual ? virtual(name, task) : platform(name, task)).start();
    }

    /** Uses reflection, because this is compiled for Java 17. */
    private static Thread virtual(String name, Runnable task) {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = builderType.getMethod("name", String.class).invoke(builder, name);
            return (Thread) builderType.getMethod("unstarted", Runnable.class).invoke(builder, task);
        } catch (ReflectiveOperationException e) {
            return platform(name, task);
        }
    }
}
