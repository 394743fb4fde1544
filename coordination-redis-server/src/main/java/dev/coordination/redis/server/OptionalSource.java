// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.function.Supplier;

/**
 * A source that needs an optional library.
 *
 * @param library the library's name, for the message
 * @param artifact its Maven coordinates, for the message
 * @param className the name of one of its classes
 * @param source creates the source that uses the library; called only if the library is on the class path
 */
record OptionalSource(String library, String artifact, String className, Supplier<ServerSource> source)
        implements ServerSource {

    @Override
    public RedisServer start() throws NoServerException {
        try {
            Class.forName(className, false, OptionalSource.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new NoServerException(library + " (" + artifact + ") is not on the class path", e);
        }
        return source.get().start();
    }
}
