package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;

/** Chooses the coordination of an application. */
public final class Backends {

    private Backends() {}

    /** Returns a handle on a Redis server. */
    public static DistributedCoordination redis(URI uri) {
        return RedisCoordination.connect(uri, "modular");
    }

    /** Returns a handle on an in-memory backend. */
    public static DistributedCoordination memory(MemoryBackend backend) {
        return backend.connect();
    }
}
