// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one sentinel knows about the master, its replicas and the other sentinels. */
record SentinelView(ServerCommands sentinel, String master) {

    /** Returns the port of the server that the sentinel takes for the master. */
    int masterPort() {
        return Integer.parseInt(
                sentinel.list("SENTINEL", "GET-MASTER-ADDR-BY-NAME", master).get(1));
    }

    /** Returns whether the sentinel is connected to the master, to its replicas and to the other sentinels. */
    boolean isComplete(int replicas, int otherSentinels) {
        return "master"
                        .equals(fields(sentinel.call("SENTINEL", "MASTER", master))
                                .get("flags"))
                && isComplete("REPLICAS", replicas, Map.of("flags", "slave", "master-link-status", "ok"))
                && isComplete("SENTINELS", otherSentinels, Map.of("flags", "sentinel"));
    }

    private boolean isComplete(String kind, int count, Map<String, String> expected) {
        List<?> known = (List<?>) sentinel.call("SENTINEL", kind, master);
        return known.size() == count
                && known.stream().allMatch(server -> fields(server).entrySet().containsAll(expected.entrySet()));
    }

    private static Map<String, String> fields(Object reply) {
        List<?> names = (List<?>) reply;
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < names.size(); i += 2) {
            fields.put(String.valueOf(names.get(i)), String.valueOf(names.get(i + 1)));
        }
        return fields;
    }

    /** Introduces another sentinel, as that sentinel itself does every two seconds. */
    void introduce(ServerCommands other) {
        String id = other.text("SENTINEL", "MYID");
        String hello = String.join(
                ",",
                other.address().getHost(),
                Integer.toString(other.address().getPort()),
                id,
                "0",
                master,
                other.address().getHost(),
                Integer.toString(masterPort()),
                "0");
        sentinel.call("PUBLISH", "__sentinel__:hello", hello);
    }
}
