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

/** Defects in changes that depend on the current value of a key. */
final class ComparisonFaults {

    private ComparisonFaults() {}

    static List<Fault> all() {
        return List.of(
                replaceRemovesTheExpiry(),
                replaceCreatesAbsentKeys(),
                replaceComparesAPrefix(),
                replaceIsNotAtomic(),
                deletesIf("conditional delete deletes any value", (held, expected) -> true),
                deletesIf("conditional delete compares a prefix", ComparisonFaults::isPrefix),
                deletesIf("conditional delete compares lengths", (held, expected) -> held.length == expected.length),
                deletesIf(
                        "conditional delete compares hash codes",
                        (held, expected) -> Arrays.hashCode(held) == Arrays.hashCode(expected)),
                deletesIf(
                        "conditional delete compares values as text",
                        (held, expected) -> new String(held, UTF_8).equals(new String(expected, UTF_8))),
                deletesIf(
                        "conditional delete compares counters as numbers",
                        (held, expected) -> Arrays.equals(held, expected) || sameNumber(held, expected)),
                deletesIf(
                        "conditional delete never matches an empty value",
                        (held, expected) -> held.length > 0 && Arrays.equals(held, expected)),
                deletesNothing(),
                treatsAbsentAsEmpty(),
                leavesAnEmptyValueBehind(),
                removesTheExpiryOnAMismatch(),
                alwaysReturnsFalse(),
                deleteIsNotAtomic());
    }

    private static boolean isPrefix(byte[] held, byte[] expected) {
        return held.length >= expected.length && Arrays.equals(Arrays.copyOf(held, expected.length), expected);
    }

    private static boolean sameNumber(byte[] held, byte[] expected) {
        try {
            return Long.parseLong(new String(held, UTF_8)) == Long.parseLong(new String(expected, UTF_8));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Deletes a value that the given comparison considers equal to the expected one. */
    private static Fault deletesIf(String defect, BiPredicate<byte[], byte[]> equal) {
        return Fault.of(C_15, defect).cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public boolean delete(String key, byte[] expected) {
                Optional<byte[]> held = super.get(key).filter(value -> equal.test(value, expected));
                return held.isPresent() && super.delete(key, held.get());
            }
        });
    }

    private static Fault deletesNothing() {
        return Fault.of(C_15, "conditional delete deletes nothing")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        super.exists(key);
                        return false;
                    }
                });
    }

    private static Fault treatsAbsentAsEmpty() {
        return Fault.of(C_15, "conditional delete treats an absent key as an empty value")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        return super.delete(key, expected) || expected.length == 0 && !super.exists(key);
                    }
                });
    }

    private static Fault leavesAnEmptyValueBehind() {
        return Fault.of(C_15, "conditional delete leaves an empty value behind")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        return super.replace(key, expected, new byte[0]);
                    }
                });
    }

    private static Fault removesTheExpiryOnAMismatch() {
        return Fault.of(C_15, "a refused conditional delete removes the expiry")
                .cache((correct, context) -> new ForwardingCache(correct) {
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

    private static Fault alwaysReturnsFalse() {
        return Fault.of(C_15, "conditional delete always returns false")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        super.delete(key, expected);
                        return false;
                    }
                });
    }

    private static Fault deleteIsNotAtomic() {
        return Fault.of(C_15, "conditional delete compares and deletes in two steps")
                .racy()
                .cache((correct, context) -> new TwoStepDelete(correct));
    }

    /** Compares and deletes in two steps, and so deletes a value that was set in between. */
    private static final class TwoStepDelete extends ForwardingCache {

        TwoStepDelete(SharedCache delegate) {
            super(delegate);
        }

        @Override
        public boolean delete(String key, byte[] expected) {
            Optional<byte[]> held = super.get(key);
            if (held.isEmpty() || !Arrays.equals(held.get(), expected)) {
                return super.delete(key, expected);
            }
            Thread.yield(); // On a server, a round trip separates the two steps.
            super.delete(key);
            return true;
        }
    }

    private static Fault replaceRemovesTheExpiry() {
        return Fault.of(C_13, "replace removes the expiry").cache((correct, context) -> new ForwardingCache(correct) {
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

    private static Fault replaceCreatesAbsentKeys() {
        return Fault.of(C_13, "replace with an empty expected value creates an absent key")
                .cache((correct, context) -> new ForwardingCache(correct) {
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

    private static Fault replaceComparesAPrefix() {
        return Fault.of(C_13, "replace compares a prefix").cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public boolean replace(String key, byte[] expected, byte[] value) {
                Optional<byte[]> held = super.get(key);
                boolean begins = held.isPresent()
                        && held.get().length >= expected.length
                        && Arrays.equals(Arrays.copyOf(held.get(), expected.length), expected);
                return super.replace(key, begins ? held.get() : expected, value);
            }
        });
    }

    private static Fault replaceIsNotAtomic() {
        return Fault.of(C_13, "replace compares and sets in two steps")
                .racy()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        Optional<byte[]> held = super.get(key);
                        if (held.isEmpty() || !Arrays.equals(held.get(), expected)) {
                            return super.replace(key, expected, value);
                        }
                        Thread.yield();
                        Optional<Duration> remaining = super.ttl(key);
                        super.set(key, value);
                        remaining.ifPresent(ttl -> super.expire(key, ttl));
                        return true;
                    }
                });
    }
}
