// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.List;

/**
 * A process keeps a copy of a value, and refreshes it when a message tells of a change. When its subscription loses its connection,
 * it does not subscribe again, and keeps the old value.
 *
 * <p>Reference: redisson/redisson#4731.
 */
final class LocalCopyWithoutSubscription extends PlantedBug {

    LocalCopyWithoutSubscription() {
        super(
                "redisson/redisson#4731",
                "the subscription is lost, and the local copy misses all further changes",
                "the local copy follows the value",
                0,
                FaultKind.SUBSCRIPTION_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.node("a").cache().setText("setting", "old");
        LocalCopy copy = new LocalCopy(nodes.node("b"), fixed);
        copy.subscribe();

        nodes.run(a -> {
            a.cache().setText("setting", "new");
            a.pubSub().publish("changed", new byte[0]);
        });

        assertThat(copy.value).as(invariant()).isEqualTo("new");
    }

    private static final class LocalCopy implements MessageListener {

        private final Node node;
        private final boolean fixed;
        private String value = "";

        LocalCopy(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        void subscribe() {
            node.pubSub().subscribe(List.of(Topic.channel("changed")), this);
            refresh();
        }

        private synchronized void refresh() {
            value = node.cache().getText("setting").orElseThrow();
        }

        @Override
        public void onMessage(Message message) {
            refresh();
        }

        @Override
        public void onEnd(CoordinationException cause) {
            if (fixed) {
                subscribe();
            }
        }
    }
}
