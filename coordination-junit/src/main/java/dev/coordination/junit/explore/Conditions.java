// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The conditions that must hold after each step. */
final class Conditions {

    private static final class Condition {
        final int number;
        final String description;
        final BooleanSupplier test;

        Condition(int number, String description, BooleanSupplier test) {
            this.number = number;
            this.description = description;
            this.test = test;
        }
    }

    private final Run run;
    private final List<Condition> all = new ArrayList<>();
    private @Nullable Event seen;

    Conditions(Run run) {
        this.run = run;
    }

    void add(String description, BooleanSupplier test) {
        Condition condition = new Condition(all.size() + 1, description, test);
        all.add(condition);
        evaluate(condition, null);
    }

    /** Evaluates the conditions after the last step. */
    void evaluate() {
        if (all.isEmpty() || run.log.isEmpty()) {
            return;
        }
        Event event = run.log.get(run.log.size() - 1);
        Event last = event == seen ? null : event;
        seen = event;
        for (int i = 0; i < all.size() && run.failure() == null; i++) {
            evaluate(all.get(i), last);
        }
    }

    private void evaluate(Condition condition, @Nullable Event last) {
        Footprint reads = new Footprint();
        boolean holds = observe(condition.test, reads);
        run.names.watched.add(condition.number, reads);
        if (!holds) {
            String when = last == null
                    ? " does not hold at the start"
                    : " does not hold after the step of " + last.who + ": " + Words.of(last);
            run.fail(new AssertionError("always \"" + condition.description + "\"" + when));
        }
    }

    /** Evaluates a condition, whose calls are not steps. */
    boolean observe(BooleanSupplier test, Footprint reads) {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            throw run.foreign(null);
        }
        Footprint before = carrier.observing;
        carrier.observing = reads;
        try {
            return test.getAsBoolean();
        } catch (Throwable thrown) {
            run.fail(thrown);
            return true;
        } finally {
            carrier.observing = before;
        }
    }

    /** Called at the end of a phase. */
    void forgetLast() {
        seen = null;
    }
}
