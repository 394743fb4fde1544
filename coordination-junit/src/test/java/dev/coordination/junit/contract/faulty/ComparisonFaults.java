// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_15;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Changes that depend on what a key holds. */
final class ComparisonFaults {

    private ComparisonFaults() {}

    static List<Fault> all() {
        return List.of(
                replacingDropsTheExpiry(),
                replacingCreates(),
                replacingComparesLengths(),
                replacingChecksAndThenActs(),
                deletesIf("deleting what is expected deletes whatever is there", (held, expected) -> true),
                deletesIf("deleting what is expected compares the beginning", ComparisonFaults::isBeginning),
                deletesIf(
                        "deleting what is expected compares lengths",
                        (held, expected) -> held.length == expected.length),
                deletesIf(
                        "deleting what is expected compares hashes",
                        (held, expected) -> Arrays.hashCode(held) == Arrays.hashCode(expected)),
                deletesIf(
                        "deleting what is expected compares text",
                        (held, expected) -> new String(held, UTF_8).equals(new String(expected, UTF_8))),
                deletesIf(
                        "deleting what is expected compares counters as numbers",
                        (held, expected) -> Arrays.equals(held, expected) || sameNumber(held, expected)),
                deletesIf(
                        "deleting what is expected never finds an empty value",
                        (held, expected) -> held.length > 0 && Arrays.equals(held, expected)),
                deletesNothing(),
                takesAbsentForEmpty(),
                staysWhenItSaysDeleted(),
                dropsTheExpiryOfWhatItDoesNotDelete(),
                neverSaysDeleted(),
                deletingComparesAndThenActs());
    }

    private static boolean isBeginning(byte[] held, byte[] expected) {
        return held.length >= expected.length && Arrays.equals(Arrays.copyOf(held, expected.length), expected);
    }

    private static boolean sameNumber(byte[] held, byte[] expected) {
        try {
            return Long.parseLong(new String(held, UTF_8)) == Long.parseLong(new String(expected, UTF_8));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Deletes what another comparison finds equal. */
    private static Fault deletesIf(String defect, BiPredicate<byte[], byte[]> equal) {
        return Fault.of(C_15, defect).cache((right, world) -> new ForwardingCache(right) {
            @Override
            public boolean delete(String key, byte[] expected) {
                Optional<byte[]> held = super.get(key).filter(value -> equal.test(value, expected));
                return held.isPresent() && super.delete(key, held.get());
            }
        });
    }

    private static Fault deletesNothing() {
        return Fault.of(C_15, "deleting what is expected deletes nothing")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        super.exists(key);
                        return false;
                    }
                });
    }

    private static Fault takesAbsentForEmpty() {
        return Fault.of(C_15, "deleting what is expected takes no key for an empty value")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        return super.delete(key, expected) || expected.length == 0 && !super.exists(key);
                    }
                });
    }

    private static Fault staysWhenItSaysDeleted() {
        return Fault.of(C_15, "deleting what is expected leaves an empty value")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        return super.replace(key, expected, new byte[0]);
                    }
                });
    }

    private static Fault dropsTheExpiryOfWhatItDoesNotDelete() {
        return Fault.of(C_15, "deleting what is not expected drops the expiry")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        boolean deleted = super.delete(key, expected);
                        if (!deleted) {
                            super.get(key).ifPresent(held -> super.set(key, held));
                        }
                        return deleted;
                    }
                });
    }

    private static Fault neverSaysDeleted() {
        return Fault.of(C_15, "deleting what is expected never says that it did")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        super.delete(key, expected);
                        return false;
                    }
                });
    }

    private static Fault deletingComparesAndThenActs() {
        return Fault.of(C_15, "deleting what is expected compares first and deletes afterwards")
                .racy()
                .cache((right, world) -> new ComparesFirst(right));
    }

    /** Deletes in two steps, and with it what was set in between. */
    private static final class ComparesFirst extends ForwardingCache {

        ComparesFirst(SharedCache to) {
            super(to);
        }

        @Override
        public boolean delete(String key, byte[] expected) {
            Optional<byte[]> held = super.get(key);
            if (held.isEmpty() || !Arrays.equals(held.get(), expected)) {
                return super.delete(key, expected);
            }
            Thread.yield(); // On a server the two steps are a round trip apart.
            super.delete(key);
            return true;
        }
    }

    private static Fault replacingDropsTheExpiry() {
        return Fault.of(C_13, "replacing drops the expiry").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public boolean replace(String key, byte[] expected, byte[] value) {
                boolean replaced = super.replace(key, expected, value);
                if (replaced) {
                    super.set(key, value);
                }
                return replaced;
            }
        });
    }

    private static Fault replacingCreates() {
        return Fault.of(C_13, "replacing nothing by something creates it")
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        if (expected.length == 0 && !exists(key)) {
                            super.set(key, value);
                            return true;
                        }
                        return super.replace(key, expected, value);
                    }
                });
    }

    private static Fault replacingComparesLengths() {
        return Fault.of(C_13, "replacing compares the beginning").cache((right, world) -> new ForwardingCache(right) {
            @Override
            public boolean replace(String key, byte[] expected, byte[] value) {
                Optional<byte[]> there = super.get(key);
                boolean begins = there.isPresent()
                        && there.get().length >= expected.length
                        && Arrays.equals(Arrays.copyOf(there.get(), expected.length), expected);
                return super.replace(key, begins ? there.get() : expected, value);
            }
        });
    }

    private static Fault replacingChecksAndThenActs() {
        return Fault.of(C_13, "replacing compares first and sets afterwards")
                .racy()
                .cache((right, world) -> new ForwardingCache(right) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        Optional<byte[]> there = super.get(key);
                        if (there.isEmpty() || !Arrays.equals(there.get(), expected)) {
                            return super.replace(key, expected, value);
                        }
                        Thread.yield();
                        Optional<Duration> left = super.ttl(key);
                        super.set(key, value);
                        left.ifPresent(ttl -> super.expire(key, ttl));
                        return true;
                    }
                });
    }
}
