// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A statement that contains other statements.
 *
 * @param condition the call whose result decides; ignored by forms without a condition
 */
record Block(Form form, Call condition, List<Code> body) implements Code {

    /** The forms, with the first and the last line of their code. {@code $} is the node, {@code ?} the condition. */
    enum Form {
        SYNCHRONIZED("synchronized ($Memory.monitor) {", "}", 0),
        LOCK("$Memory.locked(() -> {", "});", 0),
        SECTION("section.run(() -> {", "});", 2),
        RETRY("twiceUnlessAvailable(() -> {", "});", 0),
        IF("if (?) {", "}", 1),
        UNTIL("for (int i = 0; i < 2 && !?; i++) {", "}", 1),
        WHILE("while (?) {", "}", 1),
        EXECUTE("$.scheduler().execute(() -> {", "});", 1),
        DELAYED("$Memory.task = $.scheduler().schedule(() -> {", "}, 10, SECONDS);", 1),
        PERIODIC("$Memory.task = $.scheduler().scheduleAtFixedRate(() -> {", "}, 5, 10, SECONDS);", 1),
        PARALLEL("$Memory.pool().execute(() -> {", "});", 1),
        SPAWN("$.spawn(self -> {", "});", 0),
        LISTEN("$Memory.listening = $.pubSub().subscribe(List.of(Topic.channel(\"c\")), message -> {", "});", 1);

        private final String first;
        private final String last;
        private final int steps;

        Form(String first, String last, int steps) {
            this.first = first;
            this.last = last;
            this.steps = steps;
        }

        boolean startsActor() {
            return ordinal() >= EXECUTE.ordinal();
        }
    }

    @Override
    public void run(Actor actor) throws Exception {
        NodeMemory memory = actor.memory();
        switch (form) {
            case SYNCHRONIZED -> {
                synchronized (memory.monitor) {
                    Code.runAll(body, actor);
                }
            }
            case LOCK -> {
                memory.lock.lock();
                try {
                    Code.runAll(body, actor);
                } finally {
                    memory.lock.unlock();
                }
            }
            case SECTION -> actor.world().section().run(() -> Code.runAll(body, actor));
            case RETRY -> retry(actor);
            case IF -> {
                if (actor.holds(condition)) {
                    Code.runAll(body, actor);
                }
            }
            case UNTIL -> {
                for (int i = 0; i < 2 && !actor.holds(condition); i++) {
                    Code.runAll(body, actor);
                }
            }
            case WHILE -> {
                while (actor.isTrue(condition)) {
                    Code.runAll(body, actor);
                }
            }
            default -> start(actor);
        }
    }

    private void retry(Actor actor) throws Exception {
        for (int i = 0; i < 2; i++) {
            try {
                actor.withoutCatching(() -> Code.runAll(body, actor));
                return;
            } catch (CoordinationUnavailableException e) {
                actor.add("again");
            }
        }
    }

    private void start(Actor actor) throws Exception {
        NodeMemory memory = actor.memory();
        if (form == Form.SPAWN) {
            Actor other = actor.child("thread");
            actor.node().spawn(node -> Code.runAll(body, other));
            return;
        }
        Actor task = actor.child(form == Form.LISTEN ? "listener" : "task");
        Runnable runnable = () -> task.runAsTask(body);
        actor.log(who -> {
            switch (form) {
                case EXECUTE -> actor.node().scheduler().execute(runnable);
                case PARALLEL -> memory.pool(actor.node()).execute(runnable);
                case DELAYED -> memory.task = actor.node().scheduler().schedule(runnable, 10, TimeUnit.SECONDS);
                case PERIODIC ->
                    memory.task = actor.node().scheduler().scheduleAtFixedRate(runnable, 5, 10, TimeUnit.SECONDS);
                default ->
                    memory.listening = actor.node()
                            .pubSub()
                            .subscribe(List.of(Topic.channel("c")), task.listener(Block::heard, runnable));
            }
            return null;
        });
    }

    private static String heard(Message message) {
        return "heard " + message.text();
    }

    @Override
    public void print(Lines lines, String node) {
        lines.begin(form.first.replace("?", condition.on(node)).replace("$", node));
        body.forEach(code -> code.print(lines, node));
        lines.end(form.last);
    }

    @Override
    public int steps() {
        return form.steps + Code.steps(body);
    }

    @Override
    public List<List<Code>> simpler() {
        List<List<Code>> simpler = new ArrayList<>();
        simpler.add(body);
        for (List<Code> less : Simpler.lists(body)) {
            simpler.add(List.of(new Block(form, condition, less)));
        }
        return simpler;
    }
}
