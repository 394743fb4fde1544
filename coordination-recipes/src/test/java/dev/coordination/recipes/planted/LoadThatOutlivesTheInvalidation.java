// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.Optional;

/**
 * A value changes, and is invalidated while it is being loaded. The load stores what it has read before the change, and nothing
 * invalidates that.
 *
 * <p>Reference: google/guava#1881.
 */
final class LoadThatOutlivesTheInvalidation extends PlantedBug {

    LoadThatOutlivesTheInvalidation() {
        super(
                "google/guava#1881",
                "a load that is in progress stores the old value after it was invalidated",
                "an invalidated value is not kept",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        Source source = nodes.shared(Source.class, new StoredValue());

        nodes.run(
                a -> {
                    source.write("new");
                    a.cache().delete("user");
                },
                b -> load(b, source, fixed));

        assertThat(nodes.node("test").cache().getText("user")).as(invariant()).isNotEqualTo(Optional.of("old"));
    }

    private static void load(Node node, Source source, boolean fixed) {
        if (fixed) {
            byte[] loading = bytes("loading by " + node.name());
            if (node.cache().setIfAbsent("user", loading, LEASE)) {
                node.cache().replace("user", loading, bytes(source.read()));
            }
        } else if (!node.cache().exists("user")) {
            node.cache().setText("user", source.read(), LEASE);
        }
    }

    /** What is cached. */
    interface Source {

        String read();

        void write(String value);
    }

    private static final class StoredValue implements Source {

        private String value = "old";

        @Override
        public String read() {
            return value;
        }

        @Override
        public void write(String value) {
            this.value = value;
        }
    }
}
