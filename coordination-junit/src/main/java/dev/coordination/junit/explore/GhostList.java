// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** A list in which a test records what happens. Calls on it belong to the step before them. */
final class GhostList<E> extends AbstractList<E> {

    private final Run run;
    private final long resource;
    private final List<E> elements = new ArrayList<>();

    GhostList(Run run, long resource) {
        this.run = run;
        this.resource = resource;
    }

    @Override
    public E get(int index) {
        run.accesses.ready();
        run.accesses.reads(resource);
        return elements.get(index);
    }

    @Override
    public int size() {
        run.accesses.ready();
        run.accesses.reads(resource);
        return elements.size();
    }

    @Override
    public E set(int index, E element) {
        run.accesses.ready();
        run.accesses.writesGhost(resource);
        return elements.set(index, element);
    }

    @Override
    public void add(int index, E element) {
        run.accesses.ready();
        run.accesses.writesGhost(resource);
        elements.add(index, element);
        modCount++;
    }

    @Override
    public E remove(int index) {
        run.accesses.ready();
        run.accesses.writesGhost(resource);
        modCount++;
        return elements.remove(index);
    }
}
