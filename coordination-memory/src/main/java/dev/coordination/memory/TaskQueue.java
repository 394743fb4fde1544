// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pending tasks of all schedulers of a clock, in the order in which they are due. Tasks due at the same instant are in
 * the order in which they were scheduled.
 */
final class TaskQueue {

    private final ConcurrentSkipListSet<FakeTask<?>> tasks = new ConcurrentSkipListSet<>();
    private final AtomicLong sequence = new AtomicLong();

    /** Returns the position of a new task among those due at the same instant. */
    long nextSequence() {
        return sequence.getAndIncrement();
    }

    void add(FakeTask<?> task) {
        tasks.add(task);
    }

    /** Removes a task, and returns whether it was there. */
    boolean remove(FakeTask<?> task) {
        return tasks.remove(task);
    }

    /** Returns when the first task is due, or {@link Long#MAX_VALUE} if there is none. */
    long nextDue() {
        for (FakeTask<?> task : tasks) {
            return task.due();
        }
        return Long.MAX_VALUE;
    }

    /** Removes the first task due at or before an instant, and returns it, or null if there is none. Not for concurrent use. */
    @Nullable
    FakeTask<?> pollDue(long nanos) {
        for (FakeTask<?> task : tasks) {
            if (task.due() > nanos) {
                return null;
            }
            if (tasks.remove(task)) { // Otherwise it has just been cancelled.
                return task;
            }
        }
        return null;
    }

    List<FakeTask<?>> matching(Predicate<FakeTask<?>> condition) {
        List<FakeTask<?>> found = new ArrayList<>(tasks);
        found.removeIf(condition.negate());
        return found;
    }
}
