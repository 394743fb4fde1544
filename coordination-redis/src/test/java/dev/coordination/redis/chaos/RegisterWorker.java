// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes to a key of its own, and reads the keys of all others. */
final class RegisterWorker implements Worker {

    /** The keys, one for each thread. */
    static final class Shared {
        private final List<RegisterHistory> histories = new ArrayList<>();

        synchronized int add() {
            histories.add(new RegisterHistory());
            return histories.size() - 1;
        }

        synchronized RegisterHistory get(int register) {
            return histories.get(register);
        }

        synchronized int size() {
            return histories.size();
        }

        List<String> broken(Family family, Calls calls) {
            List<String> broken = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                read(this, family, calls, i, 0);
                broken.addAll(get(i).broken(family.keeps()));
            }
            return broken;
        }
    }

    private final Family family;
    private final Calls calls;
    private final Shared shared;
    private final int own;
    private int written;

    RegisterWorker(Family family, Calls calls, Shared shared) {
        this.family = family;
        this.calls = calls;
        this.shared = shared;
        own = shared.add();
    }

    private static String key(int register) {
        return "register-" + register;
    }

    @Override
    public void step(RandomGenerator random) {
        if (random.nextBoolean()) {
            byte[] value = Integer.toString(++written).getBytes(UTF_8);
            shared.get(own).wrote(calls.run("set", () -> {
                family.any(random).cache().set(key(own), value);
                return null;
            }));
        } else {
            read(
                    shared,
                    family,
                    calls,
                    random.nextInt(shared.size()),
                    random.nextInt(family.handles().size()));
        }
    }

    private static void read(Shared shared, Family family, Calls calls, int register, int handle) {
        shared.get(register)
                .read(calls.run(
                        "get",
                        () -> family.handles()
                                .get(handle)
                                .cache()
                                .getText(key(register))
                                .map(Long::valueOf)
                                .orElse(RegisterHistory.ABSENT)));
    }
}
