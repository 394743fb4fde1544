// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.time.Duration;

/** The steps that do not depend on how a sequence is made: those of subscriptions, and those of the run itself. */
final class CommonSteps {

    private CommonSteps() {}

    static Step reconnect(int node) {
        return new Step("connect", "run.reconnect(" + node + ");", run -> run.reconnect(node));
    }

    static Step settle() {
        return new Step("settle", "run.settle();", Run::settle);
    }

    static Step poll(int slot) {
        return new Step("subscription.poll", "run.poll(" + slot + ");", run -> run.poll(slot));
    }

    static Step drain(int slot) {
        return new Step("subscription.poll", "run.drain(" + slot + ");", run -> run.drain(slot));
    }

    static Step drainTo(int slot, String last) {
        return new Step(
                "subscription.next",
                "run.drainTo(" + slot + ", " + Literals.of(last) + ");",
                run -> run.drainTo(slot, last));
    }

    static Step next(int slot, Duration timeout) {
        return new Step(
                "subscription.next",
                "run.poll(" + slot + ", " + Literals.of(timeout) + ");",
                run -> run.poll(slot, timeout));
    }

    static Step pending(int slot) {
        return new Step(
                "subscription.pending",
                "run.call(() -> run.subscription(" + slot + ").pending());",
                run -> run.call(() -> run.subscription(slot).pending()));
    }

    static Step close(int slot) {
        return new Step(
                "subscription.close",
                "run.call(() -> run.subscription(" + slot + ").close());",
                run -> run.call(() -> run.subscription(slot).close()));
    }
}
