// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import static dev.coordination.junit.explore.programs.Actor.text;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Generates calls on the other things that a node has: its clock, its scheduler, its memory and shared objects. */
final class NodeCalls {

    private NodeCalls() {}

    static Call time(Scope scope) {
        return switch (scope.choices().below(4)) {
            case 0 -> sleep(Duration.ofSeconds(scope.choices().one(5, 10, 15)));
            case 1, 2 ->
                new Call("timeAfterWork($)", actor -> {
                    actor.node().work("computes");
                    return actor.node().clock().instant().getEpochSecond();
                });
            default ->
                new Call("$.work(\"computes\")", actor -> {
                    actor.node().work("computes");
                    return null;
                });
        };
    }

    static Call sleep(Duration duration) {
        return new Call("$.sleep(" + CacheCalls.seconds(duration) + ")", actor -> {
            actor.node().sleep(duration);
            return null;
        });
    }

    static Call scheduler(Scope scope) {
        return switch (scope.choices().below(6)) {
            case 0, 1 ->
                new Call("$Memory.task.cancel(false)", actor -> {
                    Future<?> task = actor.memory().task;
                    return task == null ? "no task" : task.cancel(false);
                });
            case 2 ->
                new Call("$Memory.task.isDone()", actor -> {
                    Future<?> task = actor.memory().task;
                    return task == null ? "no task" : task.isDone();
                });
            case 3 ->
                new Call("$.scheduler().shutdown()", actor -> {
                    actor.node().scheduler().shutdown();
                    return null;
                });
            case 4 ->
                new Call("$.scheduler().awaitTermination(5, SECONDS)", actor -> {
                    return actor.node().scheduler().awaitTermination(5, TimeUnit.SECONDS);
                });
            default -> memory(scope);
        };
    }

    /** Generates a call on the memory that the actors of a node share, which is not a step. */
    static Call memory(Scope scope) {
        if (scope.choices().percent(30)) {
            return remember(scope);
        }
        return new Call("$Memory.count++", actor -> actor.memory().count++);
    }

    static Call shared(Scope scope) {
        return switch (scope.choices().below(5)) {
            case 0, 1 ->
                new Call("register.read()", actor -> actor.world().register().read());
            case 2, 3 ->
                new Call("register.write(\"" + scope.node() + "\")", actor -> {
                    actor.world().register().write(scope.node());
                    return null;
                });
            default -> remember(scope);
        };
    }

    static Call remember(Scope scope) {
        return new Call("ghost.add(\"" + scope.node() + "\")", actor -> {
            actor.world().ghost().add(scope.node());
            return null;
        });
    }

    /** Generates a check that fails the schedule if a key has a certain value. */
    static Call check(Scope scope) {
        String key = scope.key();
        String value = scope.otherValue();
        return new Call("failIf($.cache().getText(\"" + key + "\").equals(Optional.of(\"" + value + "\")))", actor -> {
            if (text(actor.node().cache().get(key)).equals(value)) {
                throw new IllegalStateException(actor.node().name() + " found " + value + " in " + key);
            }
            return null;
        });
    }
}
