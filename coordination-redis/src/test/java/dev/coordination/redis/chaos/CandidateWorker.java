// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Stands for elections, and writes to a fenced target while it leads, or believes that it does. */
final class CandidateWorker implements Worker {

    private static final int ELECTIONS = 2;
    private static final int SHORTEST_TTL_MILLIS = 300;
    private static final int LONGEST_TTL_MILLIS = 3_000;

    /** The elections, and what was done to them. */
    static final class Shared {
        private final List<TermHistory> histories = new ArrayList<>();
        private final List<FencedTarget> targets = new ArrayList<>();
        private final AtomicLong nodes = new AtomicLong();

        Shared() {
            for (int i = 0; i < ELECTIONS; i++) {
                histories.add(new TermHistory());
                targets.add(new FencedTarget());
            }
        }

        List<String> broken(Family family) {
            List<String> broken = new ArrayList<>();
            for (int i = 0; i < ELECTIONS; i++) {
                broken.addAll(
                        histories.get(i).broken(family.keeps(), targets.get(i).accepted()));
            }
            return broken;
        }

        String summary() {
            return histories.stream().mapToInt(TermHistory::size).sum() + " terms, "
                    + targets.stream()
                            .mapToInt(target -> target.accepted().size())
                            .sum()
                    + " of which wrote to the target, which rejected "
                    + targets.stream().mapToLong(FencedTarget::rejections).sum() + " writes";
        }
    }

    private final Family family;
    private final Calls calls;
    private final Shared shared;
    private String node;
    private int election;
    private Duration ttl = Duration.ZERO;
    private @Nullable Leadership held;

    /** Whether this renews its term; if not, it goes on writing until the target rejects that. */
    private boolean renews;

    CandidateWorker(Family family, Calls calls, Shared shared) {
        this.family = family;
        this.calls = calls;
        this.shared = shared;
        node = newNode();
    }

    private String newNode() {
        return "candidate-" + shared.nodes.incrementAndGet();
    }

    private String name() {
        return "election-" + election;
    }

    private TermHistory history() {
        return shared.histories.get(election);
    }

    /** Begins anew with another id, because a call in doubt may still take effect. */
    private void startOver() {
        held = null;
        node = newNode();
    }

    @Override
    public void step(RandomGenerator random) {
        Leadership term = held;
        if (term == null) {
            stand(random);
            return;
        }
        int choice = random.nextInt(500);
        if (choice < 25) {
            if (renews) {
                renew(term, random);
            }
        } else if (choice < 30) {
            if (renews) {
                standAgain(term, random);
            }
        } else if (choice < 32) {
            release(term, random);
        } else if (choice < 33) {
            releaseByNode(term, random);
        } else if (choice < 34) {
            startOver();
        } else if (choice < 60) {
            history()
                    .read(calls.run(
                            "currentLeader",
                            () -> family.any(random).leaderElection().currentLeader(name())));
        } else if (!shared.targets.get(election).write(term.fencingToken())) {
            leave(term, random);
        }
    }

    /** Makes a call that must not change anything, because somebody else leads. */
    private void leave(Leadership term, RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0 -> renew(term, random);
            case 1 -> release(term, random);
            default -> releaseByNode(term, random);
        }
        startOver();
    }

    private void stand(RandomGenerator random) {
        election = random.nextInt(ELECTIONS);
        ttl = Duration.ofMillis(random.nextInt(SHORTEST_TTL_MILLIS, LONGEST_TTL_MILLIS));
        Call<Optional<Leadership>> call = acquire(random);
        if (!call.isAcknowledged()) {
            startOver();
        } else if (call.value().isPresent()) {
            Leadership won = call.value().get();
            history().held(won, call, nanos());
            held = won;
            renews = random.nextBoolean();
        }
    }

    private Call<Optional<Leadership>> acquire(RandomGenerator random) {
        return calls.run("tryAcquire", () -> family.any(random).leaderElection().tryAcquire(name(), node, ttl));
    }

    private long nanos() {
        return TimeUnit.NANOSECONDS.convert(ttl);
    }

    private void renew(Leadership term, RandomGenerator random) {
        Call<Boolean> call =
                calls.run("renew", () -> family.any(random).leaderElection().renew(term, ttl));
        if (call.returned(false)) {
            history().denied(term, call);
            startOver();
        } else {
            history().held(term, call, nanos());
        }
    }

    private void standAgain(Leadership term, RandomGenerator random) {
        Call<Optional<Leadership>> call = acquire(random);
        if (!call.isAcknowledged()) {
            startOver();
            return;
        }
        Optional<Leadership> won = call.value();
        if (!won.equals(Optional.of(term))) {
            history().denied(term, call);
        }
        won.ifPresent(leadership -> history().held(leadership, call, nanos()));
        held = won.orElse(null);
    }

    private void release(Leadership term, RandomGenerator random) {
        Call<Boolean> call =
                calls.run("release", () -> family.any(random).leaderElection().release(term));
        if (call.returned(false)) {
            history().denied(term, call);
        } else {
            history().releasing(term, call.begin());
        }
        startOver();
    }

    private void releaseByNode(Leadership term, RandomGenerator random) {
        Call<Boolean> call = calls.run(
                "release by node", () -> family.any(random).leaderElection().release(name(), node));
        if (call.returned(false)) {
            history().denied(term, call);
        } else {
            history().releasing(term, call.begin());
        }
        startOver();
    }
}
