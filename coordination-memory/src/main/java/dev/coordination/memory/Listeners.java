// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Listeners in the order in which they were added. Thread-safe. */
final class Listeners<T> {

    private final List<Entry<T>> entries = new CopyOnWriteArrayList<>();

    /** A registered listener. Compared by identity, so that each registration of the same listener can be removed separately. */
    private static final class Entry<T> {
        final Consumer<? super T> listener;

        Entry(Consumer<? super T> listener) {
            this.listener = listener;
        }
    }

    FakeClock.Registration add(Consumer<? super T> listener) {
        Entry<T> entry = new Entry<>(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    void call(T event) {
        entries.forEach(entry -> entry.listener.accept(event));
    }
}
