// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofDays;

import dev.coordination.SharedCache;
import dev.coordination.memory.MemoryBackend;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Model-checks the cache of the in-memory adapter (C-05, C-07, C-11 to C-15) within the limits of {@link ModelChecking}. */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class StoreModelTest {

    private final SharedCache cache = MemoryBackend.create().connect().cache();

    private static String key(int number) {
        return "key " + number;
    }

    private static byte[] bytes(int value) {
        return Integer.toString(value).getBytes(UTF_8);
    }

    @Operation
    public String get(@Param(name = "key") int key) {
        Optional<byte[]> value = cache.get(key(key));
        return value.map(bytes -> new String(bytes, UTF_8)).orElse("none");
    }

    @Operation
    public void set(@Param(name = "key") int key, @Param(name = "value") int value) {
        cache.set(key(key), bytes(value));
    }

    @Operation
    public boolean setIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.setIfAbsent(key(key), bytes(value), ofDays(1));
    }

    @Operation
    public boolean replace(
            @Param(name = "key") int key, @Param(name = "value") int expected, @Param(name = "value") int value) {
        return cache.replace(key(key), bytes(expected), bytes(value));
    }

    @Operation
    public boolean delete(@Param(name = "key") int key) {
        return cache.delete(key(key));
    }

    @Operation
    public boolean deleteExpected(@Param(name = "key") int key, @Param(name = "value") int expected) {
        return cache.delete(key(key), bytes(expected));
    }

    @Operation
    public boolean expire(@Param(name = "key") int key) {
        return cache.expire(key(key), ofDays(1));
    }

    @Operation
    public long increment(@Param(name = "key") int key, @Param(name = "value") int delta) {
        return cache.increment(key(key), delta);
    }

    @Test
    void isLinearizable() {
        ModelChecking.check(StoreModelTest.class);
    }
}
