// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Starts processes whose program was written a moment ago. If this JVM forks another process while the program is being written,
 * the other process keeps the program open for a moment after it was written, and the system refuses to execute it (ETXTBSY).
 */
final class ProcessStart {

    /** Waits between two attempts. */
    interface Pause {
        void run() throws InterruptedException;
    }

    private static final int ATTEMPTS = 400;
    private static final long PAUSE_MILLIS = 5;

    /** The number of ETXTBSY, which Linux and macOS share, in the messages of JDK 17 to 25. */
    private static final Pattern BUSY = Pattern.compile("error[=:] ?26\\b");

    private ProcessStart() {}

    /**
     * Starts a process, and blocks while its program is open for writing, for two seconds at most.
     *
     * @throws InterruptedIOException if the thread is interrupted while it waits; its interrupt status stays set
     */
    static Process of(ProcessBuilder builder) throws IOException {
        return of(builder, () -> TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS));
    }

    static Process of(ProcessBuilder builder, Pause pause) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return builder.start();
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !isBusy(e)) {
                    throw e;
                }
            }
            try {
                pause.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while " + builder.command() + " was open for writing");
            }
        }
    }

    private static boolean isBusy(IOException e) {
        return e.getMessage() != null && BUSY.matcher(e.getMessage()).find();
    }
}
