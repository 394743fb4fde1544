// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** An election whose renewal checks a term and then writes it back, even if the term has ended in between. */
final class RevivingElection extends ForwardingElection {

    private final FaultContext context;
    private final Runnable between;

    RevivingElection(LeaderElection delegate, FaultContext context, Runnable between) {
        super(delegate);
        this.context = context;
        this.between = between;
    }

    private Optional<Leadership> revived(String election) {
        return Optional.ofNullable(context.get("revived " + election, Leadership.class));
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        Optional<Leadership> leader = super.currentLeader(election);
        return revived(election).or(() -> leader);
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        Optional<Leadership> revived = revived(election);
        return revived.isEmpty()
                ? super.tryAcquire(election, nodeId, ttl)
                : revived.filter(held -> held.nodeId().equals(nodeId));
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        if (!super.currentLeader(held.election()).equals(Optional.of(held))) {
            return super.renew(held, ttl);
        }
        between.run();
        if (!super.renew(held, ttl)) {
            context.put("revived " + held.election(), held);
        }
        return true;
    }
}
