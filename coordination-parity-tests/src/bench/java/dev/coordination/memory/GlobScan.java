package dev.coordination.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The limit of deleting by pattern: a bare map that is gone through with the same matcher. */
public final class GlobScan {

    private GlobScan() {}

    /** Removes what matches, and returns how many that were. */
    public static long delete(ConcurrentHashMap<String, byte[]> map, String pattern) {
        Glob glob = Glob.compile(pattern);
        List<String> matching = new ArrayList<>();
        map.forEach((key, value) -> {
            if (glob.matches(key)) {
                matching.add(key);
            }
        });
        return matching.stream().filter(key -> map.remove(key) != null).count();
    }
}
