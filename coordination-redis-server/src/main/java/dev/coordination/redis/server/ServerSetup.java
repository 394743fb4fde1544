// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Several processes of one binary that work together. */
interface ServerSetup {

    /** Returns the URI for clients. */
    URI uri();

    /** Returns the version of the servers. */
    ServerVersion version();

    /** Describes the set-up in a few words. */
    String description();

    /** Blocks until the servers know one another, and every replica is in sync with its master. */
    void awaitReady() throws NoServerException;

    /** Kills every process and deletes its directory. */
    void stop();

    /** Starts the processes of a set-up in a group, and blocks until the set-up is ready. */
    interface Start<T extends ServerSetup> {
        T in(ProcessGroup group) throws NoServerException;
    }

    /**
     * Starts a set-up. If that fails, no process is left.
     *
     * @param name the name of the binary in error messages
     */
    static <T extends ServerSetup> T start(String name, RedisProcess.Binary source, Start<T> start)
            throws NoServerException {
        ProcessGroup group = new ProcessGroup(name, source);
        try {
            return start.in(group);
        } catch (NoServerException e) {
            group.stop();
            throw e;
        } catch (RuntimeException e) { // A server does not respond, or refuses a command.
            group.stop();
            throw new NoServerException(name + " cannot be set up: " + FailureReason.outerAndInner(e), e);
        }
    }

    /** Returns addresses as they stand in a URI. */
    static String addresses(List<RedisProcess> processes) {
        return processes.stream().map(process -> process.address().toString()).collect(Collectors.joining(","));
    }
}
