// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.DistributedCoordination;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Handles on the same data, of which the same is expected.
 *
 * @param name tells the families of a set-up apart
 * @param keeps whether the servers keep what they have acknowledged to these handles
 * @param oneServer whether all of them use the same server all the time
 * @param pubSub what messages can be published to and subscribed to
 * @param handles the handles
 * @param clients what some of the handles use and do not close
 */
record Family(
        String name,
        boolean keeps,
        boolean oneServer,
        PubSubLoad pubSub,
        List<DistributedCoordination> handles,
        List<AutoCloseable> clients) {

    DistributedCoordination any(RandomGenerator random) {
        return handles.get(random.nextInt(handles.size()));
    }

    /** Closes the handles, then their clients. Records how long each handle takes. */
    void close(Calls calls) throws Exception {
        for (DistributedCoordination handle : new ArrayList<>(handles)) {
            calls.run("close", () -> {
                handle.close();
                return true;
            });
        }
        for (AutoCloseable client : clients) {
            client.close();
        }
    }
}
