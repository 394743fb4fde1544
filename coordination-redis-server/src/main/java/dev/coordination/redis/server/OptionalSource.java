// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.function.Supplier;

/**
 * A kind of server that needs a library that may be missing.
 *
 * @param library the library's name, for the message
 * @param artifact its Maven coordinates, for the message
 * @param className one of its classes
 * @param kind creates the kind of server; called only if the library is there
 */
record OptionalSource(String library, String artifact, String className, Supplier<ServerSource> kind)
        implements ServerSource {

    @Override
    public RedisServer start() throws NoServerException {
        try {
            Class.forName(className, false, OptionalSource.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new NoServerException(library + " (" + artifact + ") is not on the class path", e);
        }
        return kind.get().start();
    }
}
