// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.explore.Nodes;
import java.util.List;
import java.util.function.Function;

/** A lock-free stack of free connections, which are linked by their names. */
final class Stacks {

    static final List<KnownBug> BUGS = List.of(new KnownBug(
            "Stack whose top looks unchanged",
            "the top is popped and pushed again while a node is about to replace it, and a connection is used twice",
            nodes -> usesEachConnectionOnce(nodes, PlainStack::new),
            nodes -> usesEachConnectionOnce(nodes, VersionedStack::new)));

    private Stacks() {}

    private static void usesEachConnectionOnce(Nodes nodes, Function<SharedCache, Stack> open) throws Exception {
        Stack setUp = open.apply(nodes.node("owner").cache());
        setUp.create();
        setUp.push("B");
        setUp.push("A");
        List<String> used = nodes.ghostList();

        nodes.run(a -> used.add(open.apply(a.cache()).pop()), b -> {
            Stack stack = open.apply(b.cache());
            String first = stack.pop();
            used.add(stack.pop());
            stack.push(first);
        });

        used.add(setUp.pop());
        assertThat(used).filteredOn(name -> !name.isEmpty()).doesNotHaveDuplicates();
    }

    private interface Stack {
        void create();

        void push(String name);

        /** Removes and returns the top, or returns an empty string if the stack is empty. */
        String pop();
    }

    private static final class PlainStack implements Stack {
        private final SharedCache cache;

        PlainStack(SharedCache cache) {
            this.cache = cache;
        }

        @Override
        public void create() {
            cache.setText("top", "");
        }

        @Override
        public void push(String name) {
            String top;
            do {
                top = cache.getText("top").orElseThrow();
                cache.setText("below " + name, top);
            } while (!cache.replace("top", bytes(top), bytes(name)));
        }

        @Override
        public String pop() {
            while (true) {
                String top = cache.getText("top").orElseThrow();
                if (top.isEmpty()) {
                    return "";
                }
                String below = cache.getText("below " + top).orElseThrow();
                if (cache.replace("top", bytes(top), bytes(below))) {
                    return top;
                }
            }
        }
    }

    /** Counts the changes of the top, so that a changed top never looks unchanged. */
    private static final class VersionedStack implements Stack {
        private final SharedCache cache;

        VersionedStack(SharedCache cache) {
            this.cache = cache;
        }

        private record Top(String name, int version) {

            static Top parse(String text) {
                String[] parts = text.split("/", -1);
                return new Top(parts[0], Integer.parseInt(parts[1]));
            }

            Top next(String name) {
                return new Top(name, version + 1);
            }

            @Override
            public String toString() {
                return name + "/" + version;
            }
        }

        private Top top() {
            return Top.parse(cache.getText("top").orElseThrow());
        }

        @Override
        public void create() {
            cache.setText("top", new Top("", 0).toString());
        }

        @Override
        public void push(String name) {
            Top top;
            do {
                top = top();
                cache.setText("below " + name, top.name());
            } while (!cache.replace("top", bytes(top), bytes(top.next(name))));
        }

        @Override
        public String pop() {
            while (true) {
                Top top = top();
                if (top.name().isEmpty()) {
                    return "";
                }
                String below = cache.getText("below " + top.name()).orElseThrow();
                if (cache.replace("top", bytes(top), bytes(top.next(below)))) {
                    return top.name();
                }
            }
        }
    }
}
