// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** An election with tokens of its own: a candidate draws the next one before it tries to win. Every other one is slow. */
final class DrawnTokenElection extends ForwardingElection {

    private final FaultContext context;
    private final Runnable between;

    DrawnTokenElection(LeaderElection delegate, FaultContext context, Runnable between) {
        super(delegate);
        this.context = context;
        this.between = between;
    }

    private long draw(String election) {
        synchronized (context) {
            Long last = context.get("last token of " + election, Long.class);
            long next = last == null ? 1 : last + 1;
            context.put("last token of " + election, next);
            return next;
        }
    }

    private Leadership withToken(Leadership term, long drawn) {
        synchronized (context) {
            if (!context.contains("token of " + term)) {
                context.put("token of " + term, drawn);
            }
            return withOwnToken(term);
        }
    }

    private Leadership withOwnToken(Leadership term) {
        Long token = context.get("token of " + term, Long.class);
        return new Leadership(term.election(), term.nodeId(), token == null ? term.fencingToken() : token);
    }

    private Optional<Leadership> correct(Leadership held) {
        return super.currentLeader(held.election())
                .filter(term -> withOwnToken(term).equals(held));
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        long token = draw(election);
        if (token % 2 == 1) {
            between.run();
        }
        return super.tryAcquire(election, nodeId, ttl).map(term -> withToken(term, token));
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return super.renew(correct(held).orElse(held), ttl);
    }

    @Override
    public boolean release(Leadership held) {
        return super.release(correct(held).orElse(held));
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return super.currentLeader(election).map(this::withOwnToken);
    }
}
