// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import java.util.ArrayList;
import java.util.List;

/**
 * What one node of a generated program does.
 *
 * @param subscribes whether it has a subscription to the channel {@code c} from the start
 * @param listener what its listener on the channel {@code c} does with each message
 * @param listens whether it has this listener from the start
 * @param threads the statements of each of its threads, at least one
 */
record NodeProgram(String name, boolean subscribes, boolean listens, List<Code> listener, List<List<Code>> threads) {

    List<NodeProgram> simpler() {
        List<NodeProgram> simpler = new ArrayList<>();
        if (subscribes) {
            simpler.add(new NodeProgram(name, false, listens, listener, threads));
        }
        if (listens) {
            simpler.add(new NodeProgram(name, subscribes, false, List.of(), threads));
        }
        for (List<Code> less : Simpler.lists(listener)) {
            simpler.add(new NodeProgram(name, subscribes, listens, less, threads));
        }
        for (int i = 0; i < threads.size(); i++) {
            if (threads.size() > 1) {
                simpler.add(withThreads(Simpler.replaced(threads, i, List.of())));
            }
            for (List<Code> less : Simpler.lists(threads.get(i))) {
                simpler.add(withThreads(Simpler.replaced(threads, i, List.of(less))));
            }
        }
        return simpler;
    }

    private NodeProgram withThreads(List<List<Code>> less) {
        return new NodeProgram(name, subscribes, listens, listener, less);
    }

    void print(Lines lines) {
        lines.begin(name + " -> {");
        for (List<Code> thread : threads.subList(1, threads.size())) {
            lines.begin(name + ".spawn(self -> {");
            thread.forEach(code -> code.print(lines, name));
            lines.end("});");
        }
        threads.get(0).forEach(code -> code.print(lines, name));
        lines.end("},");
    }
}
