package dev.coordination.memory;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * When which key expires, first come first, so that freeing costs what expired alone. Spread over several lists by key, for
 * at the head of a single one all threads would meet.
 *
 * <p>Thread-safe.
 */
final class Expiries {

    /** A power of two. */
    private static final int LISTS = 16;

    /** Each null until something is in it, for most of a test's are never used. */
    private final AtomicReferenceArray<@Nullable ConcurrentSkipListSet<Expiry>> lists =
            new AtomicReferenceArray<>(LISTS);

    private record Expiry(long deadline, String key) implements Comparable<Expiry> {
        @Override
        public int compareTo(Expiry other) {
            return deadline != other.deadline ? Long.compare(deadline, other.deadline) : key.compareTo(other.key);
        }
    }

    void add(long deadline, String key) {
        int index = indexOf(key);
        ConcurrentSkipListSet<Expiry> list = lists.get(index);
        (list == null ? created(index) : list).add(new Expiry(deadline, key));
    }

    void remove(long deadline, String key) {
        ConcurrentSkipListSet<Expiry> list = lists.get(indexOf(key));
        if (list != null) {
            list.remove(new Expiry(deadline, key));
        }
    }

    private static int indexOf(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & LISTS - 1;
    }

    private ConcurrentSkipListSet<Expiry> created(int index) {
        ConcurrentSkipListSet<Expiry> created = new ConcurrentSkipListSet<>();
        ConcurrentSkipListSet<Expiry> other = lists.compareAndExchange(index, null, created);
        return other == null ? created : other;
    }

    /** Calls a visitor with what expires by then, which may remove it. */
    void forEachUntil(long now, ObjLongConsumer<String> visitor) {
        for (int i = 0; i < LISTS; i++) {
            ConcurrentSkipListSet<Expiry> list = lists.get(i);
            if (list != null) {
                visitUntil(now, list, visitor);
            }
        }
    }

    private static void visitUntil(long now, ConcurrentSkipListSet<Expiry> list, ObjLongConsumer<String> visitor) {
        for (Expiry expiry : list) {
            if (expiry.deadline > now) {
                return;
            }
            visitor.accept(expiry.key, expiry.deadline);
        }
    }

    int size() {
        int size = 0;
        for (int i = 0; i < LISTS; i++) {
            ConcurrentSkipListSet<Expiry> list = lists.get(i);
            size += list == null ? 0 : list.size();
        }
        return size;
    }
}
