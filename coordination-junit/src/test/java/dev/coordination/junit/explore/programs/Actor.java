// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs statements on a thread of a node, and logs the results that they see. */
final class Actor {

    private final World world;
    private final Node node;
    private final NodeMemory memory;
    private final StringBuilder log;
    private final Map<String, Long> tokens = new HashMap<>();
    private int uncaught;

    Actor(World world, Node node, NodeMemory memory, StringBuilder log) {
        this.world = world;
        this.node = node;
        this.memory = memory;
        this.log = log;
    }

    World world() {
        return world;
    }

    Node node() {
        return node;
    }

    NodeMemory memory() {
        return memory;
    }

    /** Returns an actor for another thread of the same node. */
    Actor child(String kind) {
        return world.actor(node, kind + ++memory.children);
    }

    void add(Object seen) {
        log.append(log.length() == 0 ? "" : " ").append(seen);
    }

    /**
     * Makes a call and logs what it returns or throws. A call that fails because the backend is unavailable is logged only if the
     * actors of this program catch such failures; otherwise it ends the actor.
     */
    Object log(Call.Action call) throws Exception {
        Object result;
        try {
            result = call.run(this);
        } catch (CoordinationUnavailableException e) {
            if (!world.isCatching() || uncaught > 0) {
                throw e;
            }
            result = "unavailable";
        } catch (CoordinationException e) {
            result = e.getClass().getSimpleName();
        }
        if (result != null) {
            add(result);
        }
        return result;
    }

    /** Makes a call, logs its result, and returns whether it is {@code true}. */
    boolean holds(Call condition) throws Exception {
        return Boolean.TRUE.equals(log(condition.action()));
    }

    /** Makes a call and returns whether its result is {@code true}. Logs nothing. */
    boolean isTrue(Call condition) throws Exception {
        return Boolean.TRUE.equals(condition.action().run(this));
    }

    /** Runs a body without catching failed calls in it. */
    void withoutCatching(Section.Body<Exception> body) throws Exception {
        uncaught++;
        try {
            body.run();
        } finally {
            uncaught--;
        }
    }

    /** Runs statements as a task. What they throw is logged, because the scheduler would hide it. */
    void runAsTask(List<Code> body) {
        try {
            Code.runAll(body, this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            add("interrupted");
        } catch (Exception e) {
            add("ended by " + e.getClass().getSimpleName());
        }
    }

    /** Returns a listener that logs each message and then runs an action, and that logs its end. */
    MessageListener listener(Function<Message, String> heard, Runnable afterwards) {
        return new MessageListener() {
            @Override
            public void onMessage(Message message) {
                add(heard.apply(message));
                afterwards.run();
            }

            @Override
            public void onEnd(CoordinationException cause) {
                add("ended by " + cause.getClass().getSimpleName());
            }
        };
    }

    /** Returns the leader, with a mark if its term differs from the last one that this actor has seen in the same election. */
    String shown(Optional<Leadership> term) {
        if (term.isEmpty()) {
            return "nobody";
        }
        Long last = tokens.put(term.get().election(), term.get().fencingToken());
        return term.get().nodeId() + (last == null || last == term.get().fencingToken() ? "" : "'");
    }

    static String text(Optional<byte[]> value) {
        return value.map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                .orElse("-");
    }
}
