// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rules that every adapter keeps. The id of a rule never changes. The contract's tests are tagged with these ids,
 * so {@code -Dgroups=C-03} runs the tests of one rule.
 *
 * @since 0.1.0
 */
public enum Rule {
    /** Names. */
    G_01(
            "Names",
            "Names are non-empty, well-formed Unicode of at most 64 KiB in UTF-8; patterns are at most 1 KiB"
                    + " long; anything else is refused and changes nothing"),
    /** TTLs. */
    G_02(
            "TTLs",
            "A TTL is positive and at most 36,500 days, in whole milliseconds; a fraction is rounded up;"
                    + " anything else is refused and changes nothing"),
    /** Copies. */
    G_03("Copies", "Byte arrays and maps are copied on the way in and out"),
    /** Areas. */
    G_04("Areas", "The four areas never collide: key x, channel x, election x and node x are unrelated"),
    /** Closing. */
    G_05(
            "Closing",
            "close is idempotent, ends this handle's subscriptions and wakes its waiting threads; every later"
                    + " call throws CoordinationClosedException; other handles and the data are not affected"),
    /** An unreachable backend. */
    G_06(
            "An unreachable backend",
            "If the backend is unreachable or refuses to serve, a call throws CoordinationUnavailableException"
                    + " and never returns a default; the adapter never repeats a write by itself"),
    /** Backends. */
    G_07("Backends", "Two handles on one backend see the same data; two backends share nothing, whatever the names"),
    /** Unsupported operations. */
    G_08(
            "Unsupported operations",
            "An operation that an adapter does not support throws UnsupportedOperationException and changes"
                    + " nothing"),
    /** Interrupts. */
    G_09(
            "Interrupts",
            "Only next responds to an interrupt; every other operation of an interrupted thread completes and leaves"
                    + " the interrupt status set"),

    /** Values. */
    C_01("Values", "get returns exactly what was set, including empty values, all 256 byte values and values of 1 MiB"),
    /** Overwriting. */
    C_02("Overwriting", "set replaces the value and the expiry; without a TTL, the key does not expire"),
    /** Expiry. */
    C_03("Expiry", "A key with TTL T is present until T has passed and absent from then on, for every operation"),
    /** Remaining TTL. */
    C_04(
            "Remaining TTL",
            "ttl is in (0, T] and decreases; less than a millisecond counts as 1 ms; it is empty if the key"
                    + " does not expire or is absent"),
    /** Deleting. */
    C_05("Deleting", "delete returns true exactly when the key was present"),
    /** Deleting by pattern. */
    C_06(
            "Deleting by pattern",
            "deleteMatching deletes the matching keys and no others, and returns how many it deleted; a"
                    + " matching key that is present throughout the call is deleted"),
    /** Incrementing. */
    C_07(
            "Incrementing",
            "increment starts an absent key at the delta, accepts negative deltas, returns the exact new value"
                    + " over the whole 64-bit range, and leaves a value that get returns as decimal ASCII"),
    /** Incrementing and expiry. */
    C_08(
            "Incrementing and expiry",
            "increment keeps the expiry; ttlIfCreated applies only if this call creates the key"),
    /** What a counter is. */
    C_09(
            "What a counter is",
            "A value is a counter if it is the canonical decimal form of a 64-bit integer; otherwise increment"
                    + " throws NotACounterException, and value and expiry do not change"),
    /** Overflow. */
    C_10(
            "Overflow",
            "An increment beyond the 64-bit range throws CounterOverflowException; value and expiry do not"
                    + " change"),
    /** Linearizability. */
    C_11(
            "Linearizability",
            "Operations on one key are linearizable: no concurrent increment is lost, and reads never go back in"
                    + " time"),
    /** Creating. */
    C_12(
            "Creating",
            "setIfAbsent returns true exactly when it created the key; otherwise value and expiry do not"
                    + " change; exactly one of several concurrent callers wins"),
    /** Comparing and setting. */
    C_13(
            "Comparing and setting",
            "replace returns true exactly when the key held the expected bytes; it keeps the expiry; otherwise"
                    + " nothing changes"),
    /** A new TTL. */
    C_14(
            "A new TTL",
            "expire gives a present key the full TTL from now and returns true; for an absent key, it returns"
                    + " false and creates nothing"),
    /** Comparing and deleting. */
    C_15(
            "Comparing and deleting",
            "delete with an expected value deletes the key and returns true exactly when the key held the"
                    + " expected bytes, in one atomic step; otherwise nothing changes"),

    /** Any run. */
    P_01("Any run", "* matches any sequence of bytes, including the empty one"),
    /** One byte. */
    P_02("One byte", "? matches exactly one byte"),
    /** Classes. */
    P_03(
            "Classes",
            "[abc] and [a-z] match one byte of the class; the ends of a range may be in either order; the byte after"
                    + " x- ends the range, whatever it is; a range with one ASCII and one non-ASCII end is refused"),
    /** Negated classes. */
    P_04("Negated classes", "[^...] matches any one byte that is not in the class"),
    /** Escapes. */
    P_05("Escapes", "\\ makes the next byte literal"),
    /** Unclosed classes. */
    P_06(
            "Unclosed classes",
            "An unclosed class ends with the pattern; [] and [ match nothing; [^] and [^ match any byte; a"
                    + " trailing \\ is literal"),
    /** Literals. */
    P_07("Literals", "Everything else is literal, including regex characters and line breaks; case matters"),
    /** The cost of matching. */
    P_08(
            "The cost of matching",
            "Matching takes time at most proportional to the length of the pattern times that of the name"),

    /** When a subscription is live. */
    S_01(
            "When a subscription is live",
            "A subscription is live when subscribe returns: messages published afterwards arrive, messages"
                    + " published before do not; a subscription without topics is refused"),
    /** Order. */
    S_02("Order", "Messages of one thread arrive in the order in which they were published, across channels too"),
    /** Copies and counts. */
    S_03(
            "Copies and counts",
            "Each subscription gets its own copy; publish returns the number of deliveries if the adapter can"
                    + " count them; an adapter that knows only whether anybody listens returns 0 exactly when nobody does"),
    /** Topics. */
    S_04(
            "Topics",
            "A topic that is named twice counts once; if both a channel and patterns of a subscription match a"
                    + " message, each of them delivers it once, the channel first and the patterns in any order"),
    /** Contents of a message. */
    S_05("Contents of a message", "A message contains its channel, its payload, and the pattern that matched, if any"),
    /** Waiting. */
    S_06(
            "Waiting",
            "A wait covers every topic of the subscription; next returns as soon as there is a message, returns"
                    + " empty at the timeout, and can be interrupted; with a timeout of zero or less, it polls"),
    /** Closing a subscription. */
    S_07(
            "Closing a subscription",
            "After close has returned, publish no longer counts the subscription and no listener call begins;"
                    + " waiting calls and all later calls throw CoordinationClosedException"),
    /** Overflow. */
    S_08(
            "Overflow",
            "Nothing is lost silently: a subscriber that falls behind by more than its buffer gets the buffered"
                    + " messages, then SubscriptionOverflowException until it is closed; a slow subscriber never blocks a"
                    + " publisher"),
    /** Listeners. */
    S_09(
            "Listeners",
            "A listener is called with one message at a time, in order, however often it has thrown or been"
                    + " interrupted; it may publish, subscribe and close; its exceptions do not stop the next message; an"
                    + " overflow or a loss ends it with one call to onEnd"),
    /** Other areas. */
    S_10("Other areas", "Cache deletes, elections and members cause no messages"),
    /** Polling. */
    S_11("Polling", "poll and pending see every message whose publish returned before they were called"),
    /** Loss. */
    S_12(
            "Loss",
            "A subscription that loses its connection delivers the buffered messages, then"
                    + " CoordinationUnavailableException; it never resubscribes silently, and detects a dead connection"
                    + " in bounded time"),

    /** Winning. */
    L_01("Winning", "The first candidate wins a free election; others are refused while it is held"),
    /** Renewing by acquiring. */
    L_02(
            "Renewing by acquiring",
            "If the holder acquires again, it gets the full TTL from now and keeps its fencing token"),
    /** Expiry of a term. */
    L_03(
            "Expiry of a term",
            "Once the TTL has passed, the election is free and the old term is over: renew and release of that"
                    + " term return false and change nothing, even if another node, or the same node in a new term, holds"
                    + " the election"),
    /** Fencing. */
    L_04(
            "Fencing",
            "Fencing tokens are positive and strictly increase with every new term of an election, even after"
                    + " release and expiry"),
    /** Releasing. */
    L_05(
            "Releasing",
            "Release by the holder frees the election at once and returns true; release by anyone else returns"
                    + " false and changes nothing; release by node id ends whatever term that node holds"),
    /** The current leader. */
    L_06(
            "The current leader",
            "currentLeader returns the holder, or empty if there is none, and is consistent with which"
                    + " candidates are refused"),
    /** Contention. */
    L_07("Contention", "Exactly one of any number of concurrent candidates with distinct node ids wins a term"),
    /** Independence. */
    L_08("Independence", "Elections are independent of each other"),

    /** Registering. */
    M_01("Registering", "A registered node is active, with its metadata, until its TTL has passed"),
    /** Registering again. */
    M_02("Registering again", "Registering again replaces the metadata and the TTL entirely"),
    /** Heartbeats. */
    M_03(
            "Heartbeats",
            "A heartbeat gives an active node the full TTL from now and returns true; for an unknown or expired"
                    + " node, it returns false and creates nothing"),
    /** Leaving. */
    M_04("Leaving", "deregister removes a node at once, and returns true exactly when the node was active"),
    /** Snapshots and metadata. */
    M_05(
            "Snapshots and metadata",
            "Returned snapshots are immutable; metadata keys and values are non-null, well-formed Unicode and"
                    + " may be empty, as may the map"),
    /** Agreement. */
    M_06("Agreement", "members, activeNodes and metadata agree; a node that registers again is never missing"),

    /** Time. */
    T_01(
            "Time",
            "Each backend has one clock, which governs everything that expires; in memory, it also governs"
                    + " timed waits and scheduled tasks");

    private final String title;
    private final String text;

    Rule(String title, String text) {
        this.title = title;
        this.text = text;
    }

    /**
     * Returns the id, such as {@code C-03}, which is also the tag of the rule's tests.
     *
     * @return the id
     * @since 0.1.0
     */
    public String id() {
        return name().replace('_', '-');
    }

    /**
     * Returns the title, in a few words.
     *
     * @return the title
     * @since 0.1.0
     */
    public String title() {
        return title;
    }

    /**
     * Returns the area of the rule.
     *
     * @return the area
     * @since 0.1.0
     */
    public RuleArea area() {
        return RuleArea.of(name().charAt(0));
    }

    /**
     * Returns what the rule requires, in one sentence without a period at the end.
     *
     * @return the text
     * @since 0.1.0
     */
    public String text() {
        return text;
    }

    /**
     * Returns the rule with the given id, or empty if there is none.
     *
     * @param id the id, such as {@code C-03}
     * @return the rule
     * @since 0.1.0
     */
    public static Optional<Rule> byId(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
