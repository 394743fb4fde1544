// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.recipes.LeaderElector;
import dev.coordination.recipes.Term;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;

/** Takes part in an election, and writes to a target while it leads. {@link LeaderProcess} runs this program. */
final class LeaderProgram {

    private LeaderProgram() {}

    /**
     * Runs the program until its standard input ends, of which the first line is the URI of the server.
     *
     * @param arguments the name of the node, the namespace, the election, the lease duration, and the port of the target
     */
    public static void main(String[] arguments) throws Exception {
        String node = arguments[0];
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);
        try (TargetConnection target = new TargetConnection(node, Integer.parseInt(arguments[4]));
                RedisHandle handle = RedisHandle.open(URI.create(in.readLine()), arguments[1])) {
            BlockingQueue<Term> terms = new LinkedBlockingQueue<>();
            Thread writer = new Thread(() -> write(terms, target), "writer");
            writer.setDaemon(true);
            writer.start();
            LeaderElector elector = LeaderElector.builder(handle.coordination(), arguments[2], node, scheduler)
                    .leaseDuration(Duration.parse(arguments[3]))
                    .onElected(term -> {
                        target.tell(Event.Kind.ELECTED, term.fencingToken(), "");
                        terms.add(term);
                    })
                    .onLost((term, reason) -> target.tell(
                            Event.Kind.LOST, term.fencingToken(), reason + (term.isValid() ? " but valid" : "")))
                    .start();
            try (elector) {
                while (in.readLine() != null) {
                    // There is nothing else to read.
                }
            }
        } finally {
            scheduler.shutdown();
        }
    }

    /** Writes as long as a term is valid. Each write takes a round trip between the check and the write itself. */
    private static void write(BlockingQueue<Term> terms, TargetConnection target) {
        try {
            while (true) {
                Term term = terms.take();
                while (term.isValid()) {
                    target.ask(Event.Kind.CHECKED, term.fencingToken());
                    target.ask(Event.Kind.WRITTEN, term.fencingToken());
                }
                target.tell(Event.Kind.WITHDREW, term.fencingToken(), "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
