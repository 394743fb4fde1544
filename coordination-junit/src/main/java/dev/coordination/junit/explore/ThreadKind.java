// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import org.jspecify.annotations.Nullable;

/** The kind of threads on which the program and its nodes run. Virtual threads hand over the turn several times as fast. */
enum ThreadKind {
    PLATFORM {
        @Override
        Thread create(Runnable task, String name) {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        }
    },

    VIRTUAL {
        /** Uses reflection, because this class is compiled for Java 17. */
        @Override
        Thread create(Runnable task, String name) {
            try {
                Class<?> builderType = Class.forName("java.lang.Thread$Builder");
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                builder = builderType.getMethod("name", String.class).invoke(builder, name);
                return (Thread)
                        builderType.getMethod("unstarted", Runnable.class).invoke(builder, task);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot create the virtual thread " + name, e);
            }
        }
    };

    /** The system property that selects the kind. */
    private static final String PROPERTY = "coordination.exploration.threads";

    private static final int FIRST_WITH_VIRTUAL = 21;

    /** The first release in which {@code synchronized} does not pin virtual threads. */
    private static final int FIRST_WITHOUT_PINNING = 24;

    /** Creates a thread that does not keep the JVM alive. */
    abstract Thread create(Runnable task, String name);

    /** Returns the kind of threads on which an exploration starts. */
    static ThreadKind of(Settings settings) {
        ThreadKind chosen = of(System.getProperty(PROPERTY), Runtime.version().feature());
        if (settings.hooks().threads() != null) {
            chosen = settings.hooks().threads();
        }
        boolean waits = settings.backends() != Settings.DEFAULT.backends(); // Clients of a server wait for its replies.
        boolean once = !settings.replay().isEmpty(); // It may run under a debugger.
        return waits || once ? PLATFORM : chosen;
    }

    /**
     * Returns the kind of threads that a setting selects.
     *
     * @param setting the value of the property, or null if it is not set
     * @param release the feature release of Java, such as 21
     * @throws IllegalArgumentException if the value is invalid, or if the release does not have such threads
     */
    static ThreadKind of(@Nullable String setting, int release) {
        if (setting == null) {
            return release >= FIRST_WITHOUT_PINNING ? VIRTUAL : PLATFORM;
        }
        return switch (setting) {
            case "platform" -> PLATFORM;
            case "virtual" -> {
                if (release < FIRST_WITH_VIRTUAL) {
                    throw new IllegalArgumentException("The system property " + PROPERTY
                            + " is virtual, but virtual threads require Java " + FIRST_WITH_VIRTUAL
                            + " or later, and this is Java " + release);
                }
                yield VIRTUAL;
            }
            default ->
                throw new IllegalArgumentException("The system property " + PROPERTY
                        + " must be platform or virtual, but was " + Arguments.quoted(setting));
        };
    }
}
