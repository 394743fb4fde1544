// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.List;

/** Real servers, handles on them, and what can go wrong. Closing it stops the servers, but closes no handle. */
interface ChaosSetup extends AutoCloseable {

    /** Returns the name, which is also that of the report. */
    String name();

    /** Returns what the servers are, and how they are configured. */
    String description();

    /** Returns the handles. Called once. */
    List<Family> families();

    List<Disruption> disruptions();

    /** Blocks until every server is in order again. */
    void awaitReady() throws Exception;

    @Override
    void close();
}
