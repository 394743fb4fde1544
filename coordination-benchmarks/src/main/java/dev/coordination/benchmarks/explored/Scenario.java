// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks.explored;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Program;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Small programs for several nodes, as users might have written them. Most of them have a bug. */
public enum Scenario {
    COUNTER("a counter that is read and then set", true, 0) {
        @Override
        public void run(DistributedCoordination node, String id, Storage storage) {
            int hits = node.cache().getText("hits").map(Integer::parseInt).orElse(0);
            node.cache().setText("hits", Integer.toString(hits + 1));
        }

        @Override
        public void check(DistributedCoordination reader, Storage storage, int nodes) {
            requireHits(reader, nodes);
        }
    },
    LATE_WRITE("a leader that writes after its term", true, 1) {
        @Override
        public void run(DistributedCoordination node, String id, Storage storage) {
            lead(node, id, storage, false);
        }
    },
    LATE_WRITE_AFTER_RENEWAL("a leader that renews its term and writes after it", true, 2) {
        @Override
        public void run(DistributedCoordination node, String id, Storage storage) {
            lead(node, id, storage, true);
        }
    },
    CACHE_ASIDE("a cache in front of a database", true, 0) {
        @Override
        public void run(DistributedCoordination node, String id, Storage storage) {
            if (id.equals("a")) {
                storage.write(0, "new");
                node.cache().delete("value");
            } else {
                cached(node.cache(), storage);
            }
        }

        @Override
        public void check(DistributedCoordination reader, Storage storage, int nodes) {
            require(cached(reader.cache(), storage).equals("new"), "the cache keeps an old value");
        }
    },
    COMPARE_AND_SET("a counter that is compared and set", false, 0) {
        @Override
        public void run(DistributedCoordination node, String id, Storage storage) {
            boolean done = false;
            while (!done) {
                byte[] old = node.cache().get("hits").orElse(null);
                done = old == null
                        ? node.cache().setIfAbsent("hits", "1".getBytes(UTF_8))
                        : node.cache().replace("hits", old, next(old));
            }
        }

        @Override
        public void check(DistributedCoordination reader, Storage storage, int nodes) {
            requireHits(reader, nodes);
        }
    },
    FENCED("a leader whose late writes are refused", false, 2) {
        @Override
        public void run(DistributedCoordination node, String id, Storage storage) {
            lead(node, id, storage, true);
        }

        @Override
        public Storage storage() {
            return new Storage.Fenced();
        }
    };

    private static final Duration TERM = Duration.ofSeconds(30);

    private final String words;
    private final boolean wrong;
    private final int timeSteps;

    Scenario(String words, boolean wrong, int timeSteps) {
        this.words = words;
        this.wrong = wrong;
        this.timeSteps = timeSteps;
    }

    /** Runs the code of a node. */
    public abstract void run(DistributedCoordination node, String id, Storage storage);

    /** Checks what must hold when all nodes have ended. */
    public void check(DistributedCoordination reader, Storage storage, int nodes) {}

    /** Returns a new storage for the nodes. */
    public Storage storage() {
        return new Storage.Checked();
    }

    /** Returns whether it has a bug. */
    public boolean isWrong() {
        return wrong;
    }

    /** Returns how many time steps the exploration needs. */
    public int timeSteps() {
        return timeSteps;
    }

    /** Returns the exploration for this program. */
    public Exploration exploration() {
        return Exploration.create().timeSteps(timeSteps);
    }

    /** Returns the program with a number of nodes. */
    public Program program(int nodes) {
        return explored -> {
            Storage storage = explored.shared(Storage.class, storage());
            Map<String, NodeCode> codes = new LinkedHashMap<>();
            for (int i = 0; i < nodes; i++) {
                codes.put(id(i), node -> run(node, node.name(), storage));
            }
            explored.run(codes);
            Node reader = explored.node("reader");
            check(reader, storage, nodes);
        };
    }

    /** Returns the id of a node. */
    public static String id(int index) {
        return String.valueOf((char) ('a' + index));
    }

    @Override
    public String toString() {
        return words;
    }

    private static void lead(DistributedCoordination node, String id, Storage storage, boolean renews) {
        LeaderElection elections = node.leaderElection();
        Optional<Leadership> term = elections.tryAcquire("job", id, TERM);
        if (term.isEmpty()) {
            return;
        }
        node.cache().get("input");
        if (renews && !elections.renew(term.get(), TERM)) {
            return;
        }
        try {
            storage.write(term.get().fencingToken(), id);
        } catch (IllegalStateException refused) {
            return;
        }
        elections.release(term.get());
    }

    private static String cached(SharedCache cache, Storage storage) {
        Optional<String> cached = cache.getText("value");
        if (cached.isPresent()) {
            return cached.get();
        }
        String read = storage.read();
        cache.setText("value", read);
        return read;
    }

    private static byte[] next(byte[] number) {
        return Integer.toString(Integer.parseInt(new String(number, UTF_8)) + 1).getBytes(UTF_8);
    }

    private static void requireHits(DistributedCoordination reader, int nodes) {
        String hits = reader.cache().getText("hits").orElse("0");
        require(hits.equals(Integer.toString(nodes)), nodes + " hits were counted as " + hits);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
