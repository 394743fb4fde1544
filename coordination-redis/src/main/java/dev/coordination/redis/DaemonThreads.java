package dev.coordination.redis;

/**
 * Threads that keep no JVM alive.
 *
 * <p>Virtual ones where they serve: readers from 21 on, a thousand subscriptions then cost five threads; threads that call
 * listeners from 24 on, since before a listener that blocks in a {@code synchronized} block would hold up readers as well.
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

    /** Reflection, for the compiler knows Java 17 only. */
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
