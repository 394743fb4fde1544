// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import java.util.function.UnaryOperator;

/** A variable in which a test records what happens. */
final class ExploredGhost<T> implements Ghost<T> {

    private final Run run;
    private final long resource;
    private T value;

    ExploredGhost(Run run, long resource, T initial) {
        this.run = run;
        this.resource = resource;
        this.value = initial;
    }

    @Override
    public T get() {
        run.accesses.ready();
        run.accesses.reads(resource);
        return value;
    }

    @Override
    public void set(T newValue) {
        run.accesses.ready();
        run.accesses.writesGhost(resource);
        value = newValue;
    }

    @Override
    public T update(UnaryOperator<T> function) {
        Arguments.notNull(function, "function");
        set(function.apply(get()));
        return value;
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
