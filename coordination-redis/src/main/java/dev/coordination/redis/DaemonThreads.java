// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

/**
 * Starts threads that do not keep the JVM alive.
 *
 * <p>They are virtual if the JVM allows it. Readers are virtual from Java 21 on: a thousand subscriptions then take about
 * five platform threads. Threads that call listeners are virtual from Java 24 on: before that, a listener that blocks inside
 * a {@code synchronized} block would pin a carrier thread, which the readers need.
 */
final class DaemonThreads {

    private static final int JVM = Runtime.version().feature();

    private DaemonThreads() {}

    static void startReader(String name, Runnable task) {
        start(name, task, JVM >= 21);
    }

    static void startListener(String name, Runnable task) {
        start(name, task, JVM >= 24);
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
