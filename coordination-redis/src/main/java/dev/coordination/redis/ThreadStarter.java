// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

/** Starts a thread. Throws an {@link Error} if the operating system has no more threads. */
@FunctionalInterface
interface ThreadStarter {

    void start(String name, Runnable task);
}
