// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.concurrent.ThreadFactory;

/** Where the threads of subscriptions come from. */
record Threads(ThreadStarter readers, ThreadStarter listeners, ThreadFactory checkers) {

    static final Threads DEFAULTS =
            new Threads(DaemonThreads::startReader, DaemonThreads::startListener, DaemonThreads::checker);
}
