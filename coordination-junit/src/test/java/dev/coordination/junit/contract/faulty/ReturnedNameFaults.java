// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.L_06;
import static dev.coordination.junit.contract.Rule.M_01;
import static dev.coordination.junit.contract.Rule.M_05;
import static dev.coordination.junit.contract.Rule.S_05;

import dev.coordination.CoordinationException;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Defects in which a name is used unchanged, but is returned with one character changed, or is not returned at all. */
final class ReturnedNameFaults {

    private static final Map<String, UnaryOperator<String>> CHANGES = new TreeMap<>(Map.of(
            "without a DEL character", name -> name.replace("\u007f", ""),
            "with a line separator turned into a line feed", name -> name.replace('\u2028', '\n'),
            "without a noncharacter", name -> name.replace("\uffff", ""),
            "with an ampersand escaped", name -> name.replace("&", "&amp;"),
            "with a unit separator turned into a space", name -> name.replace('\u001f', ' ')));

    private ReturnedNameFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        CHANGES.forEach((what, change) -> {
            all.add(polledChannel(what, change));
            all.add(heardChannel(what, change));
            all.add(pattern(what, change));
            all.add(leader(what, change));
            all.add(members(what, change));
            all.add(metadata(what, change));
        });
        all.add(patternWithoutSpecialCharacters());
        return all;
    }

    private static Message changed(Message message, UnaryOperator<String> change) {
        String channel = change.apply(message.channel());
        return message.pattern()
                .map(pattern -> Message.onPattern(pattern, channel, message.payload()))
                .orElseGet(() -> Message.onChannel(channel, message.payload()));
    }

    private static Fault polledChannel(String what, UnaryOperator<String> change) {
        return Fault.of(S_05, "a message names its channel " + what)
                .rare()
                .subscription((correct, context) -> new MappedSubscription(
                        correct, message -> isKept(message.channel(), change) ? message : changed(message, change)));
    }

    /** Returns whether the name is left as it is, because the change would make it empty. */
    private static boolean isKept(String name, UnaryOperator<String> change) {
        return change.apply(name).isEmpty();
    }

    private static Fault heardChannel(String what, UnaryOperator<String> change) {
        return Fault.of(S_05, "a message that a listener gets names its channel " + what)
                .rare()
                .listener((correct, context) -> new MessageListener() {
                    @Override
                    public void onMessage(Message message) {
                        correct.onMessage(isKept(message.channel(), change) ? message : changed(message, change));
                    }

                    @Override
                    public void onEnd(CoordinationException cause) {
                        correct.onEnd(cause);
                    }
                });
    }

    private static Fault pattern(String what, UnaryOperator<String> change) {
        return Fault.of(S_05, "a message names its pattern " + what)
                .rare()
                .subscription((correct, context) -> new MappedSubscription(
                        correct,
                        message -> message.pattern()
                                .filter(pattern -> !isKept(pattern, change))
                                .map(pattern ->
                                        Message.onPattern(change.apply(pattern), message.channel(), message.payload()))
                                .orElse(message)));
    }

    /** Behaves like an adapter that treats a pattern without special characters as a channel. */
    private static Fault patternWithoutSpecialCharacters() {
        return Fault.of(S_05, "a message does not name its pattern if the pattern has no special characters")
                .rare()
                .subscription((correct, context) -> new MappedSubscription(
                        correct,
                        message -> message.pattern().equals(Optional.of(message.channel()))
                                ? Message.onChannel(message.channel(), message.payload())
                                : message));
    }

    private static Fault leader(String what, UnaryOperator<String> change) {
        return Fault.of(L_06, "the current leader is named " + what)
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        return super.currentLeader(election)
                                .map(term -> isKept(term.nodeId(), change)
                                        ? term
                                        : new Leadership(
                                                term.election(), change.apply(term.nodeId()), term.fencingToken()));
                    }
                });
    }

    private static Fault members(String what, UnaryOperator<String> change) {
        return Fault.of(M_01, "active nodes are listed " + what)
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Set<String> activeNodes() {
                        return super.activeNodes().stream().map(change).collect(Collectors.toUnmodifiableSet());
                    }
                });
    }

    private static Fault metadata(String what, UnaryOperator<String> change) {
        return Fault.of(M_05, "metadata is returned " + what)
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        return super.metadata(nodeId).map(read -> {
                            Map<String, String> changed = new HashMap<>();
                            read.forEach((key, value) -> changed.put(key, change.apply(value)));
                            return Map.copyOf(changed);
                        });
                    }
                });
    }
}
