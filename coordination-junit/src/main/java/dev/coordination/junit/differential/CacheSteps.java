// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.junit.differential.ArgumentPool.Choice;
import dev.coordination.junit.differential.ArgumentPool.Ttl;
import java.util.List;
import java.util.function.Supplier;

/** Generates cache calls. */
final class CacheSteps {

    private final ArgumentPool pools;

    CacheSteps(ArgumentPool pools) {
        this.pools = pools;
    }

    /** Returns the calls that every cache supports. */
    List<Supplier<Step>> all() {
        return List.of(
                () -> get(pools.node(), pools.name()),
                () -> ttl(pools.node(), pools.name()),
                this::set,
                this::setWithTtl,
                either(this::setIfAbsent, this::setIfAbsentWithTtl),
                this::replace,
                either(this::delete, this::deleteExpected),
                this::exists,
                this::expire,
                this::increment,
                this::incrementWithTtl);
    }

    /** Picks one of the overloads. Together they count as one call, because the other calls would be rarer otherwise. */
    private Supplier<Step> either(Supplier<Step> one, Supplier<Step> other) {
        return () -> pools.flip() ? one.get() : other.get();
    }

    static Step get(int node, Choice<String> key) {
        return Step.on(node, "cache.get", key.java(), (on, run) -> on.cache().get(key.value()));
    }

    static Step ttl(int node, Choice<String> key) {
        return Step.on(node, "cache.ttl", key.java(), (on, run) -> on.cache().ttl(key.value()));
    }

    private Step set() {
        Choice<String> key = pools.name();
        Choice<byte[]> value = pools.value();
        return Step.on(pools.node(), "cache.set", key.java() + ", " + value.java(), (on, run) -> {
            on.cache().set(key.value(), value.value());
            return Outcome.DONE;
        });
    }

    private Step setWithTtl() {
        Choice<String> key = pools.name();
        Choice<byte[]> value = pools.value();
        Choice<Ttl> ttl = pools.ttl();
        String arguments = key.java() + ", " + value.java() + ", " + ttl.java();
        return Step.on(pools.node(), "cache.set", arguments, (on, run) -> {
            on.cache().set(key.value(), value.value(), ttl.value().in(run));
            return Outcome.DONE;
        });
    }

    private Step setIfAbsent() {
        Choice<String> key = pools.name();
        Choice<byte[]> value = pools.value();
        return Step.on(
                pools.node(),
                "cache.setIfAbsent",
                key.java() + ", " + value.java(),
                (on, run) -> on.cache().setIfAbsent(key.value(), value.value()));
    }

    private Step setIfAbsentWithTtl() {
        Choice<String> key = pools.name();
        Choice<byte[]> value = pools.value();
        Choice<Ttl> ttl = pools.ttl();
        return Step.on(
                pools.node(),
                "cache.setIfAbsent",
                key.java() + ", " + value.java() + ", " + ttl.java(),
                (on, run) -> on.cache()
                        .setIfAbsent(key.value(), value.value(), ttl.value().in(run)));
    }

    private Step replace() {
        Choice<String> key = pools.name();
        Choice<byte[]> expected = pools.value();
        Choice<byte[]> value = pools.value();
        return Step.on(
                pools.node(),
                "cache.replace",
                key.java() + ", " + expected.java() + ", " + value.java(),
                (on, run) -> on.cache().replace(key.value(), expected.value(), value.value()));
    }

    private Step delete() {
        Choice<String> key = pools.name();
        return Step.on(
                pools.node(),
                "cache.delete",
                key.java(),
                (on, run) -> on.cache().delete(key.value()));
    }

    private Step deleteExpected() {
        Choice<String> key = pools.name();
        Choice<byte[]> expected = pools.value();
        return Step.on(
                pools.node(),
                "cache.delete",
                key.java() + ", " + expected.java(),
                (on, run) -> on.cache().delete(key.value(), expected.value()));
    }

    private Step exists() {
        Choice<String> key = pools.name();
        return Step.on(
                pools.node(),
                "cache.exists",
                key.java(),
                (on, run) -> on.cache().exists(key.value()));
    }

    private Step expire() {
        Choice<String> key = pools.name();
        Choice<Ttl> ttl = pools.ttl();
        return Step.on(
                pools.node(),
                "cache.expire",
                key.java() + ", " + ttl.java(),
                (on, run) -> on.cache().expire(key.value(), ttl.value().in(run)));
    }

    private Step increment() {
        Choice<String> key = pools.name();
        long delta = pools.delta();
        return Step.on(
                pools.node(),
                "cache.increment",
                key.java() + ", " + Literals.of(delta),
                (on, run) -> on.cache().increment(key.value(), delta));
    }

    private Step incrementWithTtl() {
        Choice<String> key = pools.name();
        long delta = pools.delta();
        Choice<Ttl> ttl = pools.ttl();
        return Step.on(
                pools.node(),
                "cache.increment",
                key.java() + ", " + Literals.of(delta) + ", " + ttl.java(),
                (on, run) ->
                        on.cache().increment(key.value(), delta, ttl.value().in(run)));
    }

    /** Returns a call of {@code deleteMatching}, which needs the capability {@code DELETE_MATCHING}. */
    Step deleteMatching() {
        return deleteMatching(pools.node(), pools.pattern());
    }

    static Step deleteMatching(int node, Choice<String> pattern) {
        return Step.on(
                node,
                "cache.deleteMatching",
                pattern.java(),
                (on, run) -> on.cache().deleteMatching(pattern.value()));
    }
}
