// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one node of a cluster knows about all nodes.
 *
 * @param nodes the nodes by their port
 */
record ClusterView(SortedMap<Integer, Node> nodes) {

    private static final int ID = 0;
    private static final int ADDRESS = 1;
    private static final int FLAGS = 2;
    private static final int MASTER_ID = 3;
    private static final int SLOTS = 8;

    /**
     * A node.
     *
     * @param flags {@code master} or {@code slave}, and others if something is wrong
     * @param masterId the id of the node's master, or {@code -} if it is one itself
     * @param slots ranges of slots, without slots that are being migrated
     */
    record Node(String id, String flags, String masterId, List<String> slots) {}

    /** Returns the view of a node. */
    static ClusterView of(RedisProcess node) {
        SortedMap<Integer, Node> nodes = new TreeMap<>();
        for (String line : node.commands().text("CLUSTER", "NODES").lines().toList()) {
            List<String> words = List.of(line.split(" "));
            List<String> slots = words.subList(SLOTS, words.size()).stream()
                    .filter(range -> !range.startsWith("["))
                    .toList();
            String flags = words.get(FLAGS).replace("myself,", "");
            nodes.put(port(words.get(ADDRESS)), new Node(words.get(ID), flags, words.get(MASTER_ID), slots));
        }
        return new ClusterView(nodes);
    }

    /** Returns the port in an address of the form {@code host:port@busPort}, which a host name may follow. */
    private static int port(String address) {
        int end = address.indexOf('@');
        return Integer.parseInt(address.substring(address.lastIndexOf(':', end) + 1, end));
    }

    /** Returns whether a node is a master, and responds. */
    boolean isMaster(int port) {
        Node node = nodes.get(port);
        return node != null && node.flags().equals("master");
    }

    /** Returns whether a node is a master that has slots, and responds. A former master has none, until it is known as a replica. */
    boolean isMasterWithSlots(int port) {
        Node node = nodes.get(port);
        return node != null && node.flags().equals("master") && !node.slots().isEmpty();
    }

    /** Returns whether a node is a replica of a master, and responds. */
    boolean isReplicaOf(int port, int masterPort) {
        Node node = nodes.get(port);
        Node master = nodes.get(masterPort);
        return node != null
                && master != null
                && node.flags().equals("slave")
                && node.masterId().equals(master.id());
    }

    /** Returns whether a node owns a slot. */
    boolean owns(int port, int slot) {
        Node node = nodes.get(port);
        return node != null && node.slots().stream().anyMatch(range -> contains(range, slot));
    }

    private static boolean contains(String range, int slot) {
        String[] ends = range.split("-");
        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** Returns the ports of the masters. */
    List<Integer> masters() {
        return nodes.keySet().stream().filter(this::isMaster).toList();
    }

    /** Returns the port of the master of a replica, or empty if it is none. */
    Optional<Integer> masterOf(int port) {
        return nodes.keySet().stream()
                .filter(master -> isReplicaOf(port, master))
                .findFirst();
    }

    /** Returns the number of replicas of a master. */
    int replicasOf(int port) {
        return (int) nodes.keySet().stream()
                .filter(replica -> isReplicaOf(replica, port))
                .count();
    }
}
