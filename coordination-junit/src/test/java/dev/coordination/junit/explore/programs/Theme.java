// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.junit.explore.programs.Block.Form;
import java.util.List;
import java.util.Set;

/** What a generated program is mainly about. The fewer things a program is about, the more of its steps depend on each other. */
enum Theme {
    CACHE(Form.IF, Form.WHILE, Form.UNTIL),
    LEASES(Form.IF, Form.UNTIL, Form.RETRY),
    ELECTION(Form.IF, Form.UNTIL, Form.RETRY),
    MEMBERS(Form.RETRY),
    TOPICS(Form.LISTEN, Form.LISTEN, Form.IF),
    SCHEDULER(Form.EXECUTE, Form.DELAYED, Form.PERIODIC, Form.PARALLEL),
    THREADS(Form.SYNCHRONIZED, Form.LOCK, Form.SPAWN),
    SHARED(Form.SECTION, Form.SECTION, Form.IF),
    MIXED(Form.values());

    private final List<Form> forms;

    Theme(Form... forms) {
        this.forms = List.of(forms);
    }

    /** Returns the percentage of statements that contain others. */
    int blocks() {
        return switch (this) {
            case SCHEDULER, THREADS -> 60;
            case SHARED -> 45;
            default -> 20;
        };
    }

    Form form(Choices choices) {
        return choices.one(forms);
    }

    /** Returns whether expiry is more important than usual. */
    boolean isAboutTime() {
        return Set.of(LEASES, ELECTION, MEMBERS, SCHEDULER).contains(this);
    }

    /** Returns whether the theme is mainly about the keys of the cache. */
    boolean isAboutCache() {
        return this == CACHE || this == LEASES;
    }

    Call call(Scope scope) {
        Choices choices = scope.choices();
        if (this != MIXED && choices.percent(12)) {
            return MIXED.call(scope);
        }
        return switch (this) {
            case CACHE -> choices.percent(10) ? NodeCalls.check(scope) : CacheCalls.any(scope);
            case LEASES -> choices.percent(40) ? NodeCalls.time(scope) : CacheCalls.lease(scope);
            case ELECTION -> choices.percent(15) ? NodeCalls.shared(scope) : LeaseCalls.election(scope);
            case MEMBERS -> LeaseCalls.membership(scope);
            case TOPICS -> choices.percent(15) ? CacheCalls.any(scope) : TopicCalls.any(scope);
            case SCHEDULER -> choices.percent(50) ? NodeCalls.scheduler(scope) : CacheCalls.any(scope);
            case THREADS -> choices.percent(25) ? NodeCalls.memory(scope) : CacheCalls.any(scope);
            case SHARED -> choices.percent(70) ? NodeCalls.shared(scope) : CacheCalls.any(scope);
            case MIXED -> mixed(scope);
        };
    }

    private static Call mixed(Scope scope) {
        return switch (scope.choices().below(11)) {
            case 0, 1 -> CacheCalls.any(scope);
            case 2 -> CacheCalls.lease(scope);
            case 3, 4 -> LeaseCalls.election(scope);
            case 5 -> LeaseCalls.membership(scope);
            case 6 -> TopicCalls.any(scope);
            case 7 -> NodeCalls.time(scope);
            case 8 -> NodeCalls.shared(scope);
            case 9 -> NodeCalls.memory(scope);
            default -> NodeCalls.check(scope);
        };
    }
}
