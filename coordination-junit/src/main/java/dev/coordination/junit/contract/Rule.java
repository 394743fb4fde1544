// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rules that every adapter keeps. An id never changes; the contract's tests carry it as their tag, so that
 * {@code -Dgroups=C-03} runs the tests of one rule.
 *
 * @since 0.1.0
 */
public enum Rule {
    /** Names. */
    G_01(
            "Names",
            "Names are non-empty, well-formed Unicode of at most 64 KiB in UTF-8, patterns of at most 1 KiB; anything else is"
                    + " refused and changes nothing"),
    /** TTLs. */
    G_02(
            "TTLs",
            "A TTL is positive and at most 36,500 days, in whole milliseconds, a fraction rounded up; anything else is refused"
                    + " and changes nothing"),
    /** Copies. */
    G_03("Copies", "Byte arrays and maps are copied on the way in and out"),
    /** Areas. */
    G_04("Areas", "The four areas never collide: key x, channel x, election x and node x are unrelated"),
    /** Closing. */
    G_05(
            "Closing",
            "close is idempotent, ends this handle's subscriptions and wakes its waiters; every later call throws"
                    + " CoordinationClosedException; other handles are not disturbed and data stays"),
    /** An unreachable backend. */
    G_06(
            "An unreachable backend",
            "A backend that cannot be reached or refuses to serve gives CoordinationUnavailableException, never a default"
                    + " answer; the adapter never repeats a write by itself"),
    /** Backends. */
    G_07(
            "Backends",
            "Two handles on one backend see the same data; two backends see nothing of each other, whatever the names"),
    /** Missing operations. */
    G_08(
            "Missing operations",
            "An operation that an adapter does not have throws UnsupportedOperationException and changes nothing"),

    /** Values. */
    C_01("Values", "What was set is what get returns: empty values, all 256 byte values, 1 MiB"),
    /** Overwriting. */
    C_02("Overwriting", "set replaces the value and the expiry; without a TTL the key has none"),
    /** Expiry. */
    C_03("Expiry", "A key with TTL T is there before T has passed and gone from T on, for every operation alike"),
    /** Remaining TTL. */
    C_04(
            "Remaining TTL",
            "ttl is in (0, T] and falls; less than a millisecond left reads as 1 ms; it is empty for a key without expiry and for no key"),
    /** Deleting. */
    C_05("Deleting", "delete is true exactly when the key was there"),
    /** Deleting by pattern. */
    C_06(
            "Deleting by pattern",
            "deleteMatching deletes the matching keys, those alone, and returns how many it removed; a key present throughout is deleted"),
    /** Incrementing. */
    C_07(
            "Incrementing",
            "increment starts absent keys at the delta, takes negative deltas, returns the new value exactly over the whole"
                    + " 64-bit range, and leaves it readable by get as decimal ASCII"),
    /** Incrementing and expiry. */
    C_08(
            "Incrementing and expiry",
            "increment keeps the expiry; ttlIfCreated counts only when this call created the key"),
    /** What a counter is. */
    C_09(
            "What a counter is",
            "A value is a counter when it is the canonical decimal of a 64-bit integer; otherwise NotACounterException, and"
                    + " value and expiry stay"),
    /** Overflow. */
    C_10("Overflow", "Leaving the 64-bit range is CounterOverflowException; value and expiry stay"),
    /** Linearizability. */
    C_11(
            "Linearizability",
            "Operations on one key are linearizable: concurrent increments lose nothing, a read never goes back"),
    /** Creating. */
    C_12(
            "Creating",
            "setIfAbsent is true exactly when it created the key, otherwise value and expiry stay; of concurrent callers"
                    + " exactly one wins"),
    /** Comparing and setting. */
    C_13(
            "Comparing and setting",
            "replace is true exactly when the key held the expected bytes; it keeps the expiry; otherwise nothing changes"),
    /** A new TTL. */
    C_14(
            "A new TTL",
            "expire gives a present key the full TTL from now (true); for an absent one it is false and creates nothing"),
    /** Comparing and deleting. */
    C_15(
            "Comparing and deleting",
            "delete with an expected value is true, and deletes, exactly when the key held the expected bytes, in one atomic"
                    + " step; otherwise nothing changes"),

    /** Any run. */
    P_01("Any run", "* matches any run of bytes, the empty one too"),
    /** One byte. */
    P_02("One byte", "? matches exactly one byte"),
    /** Classes. */
    P_03(
            "Classes",
            "[abc] and [a-z] match one byte of the class; a reversed range is turned round; the byte after x- ends the range"
                    + " whatever it is; a range with one end ASCII and the other not is refused"),
    /** Negated classes. */
    P_04("Negated classes", "[^...] matches one byte that is not of the class"),
    /** Escapes. */
    P_05("Escapes", "\\ takes the next byte literally"),
    /** Unclosed classes. */
    P_06(
            "Unclosed classes",
            "An unclosed class ends with the pattern; [] and [ match nothing, [^] and [^ any byte; a trailing \\ is literal"),
    /** Literals. */
    P_07("Literals", "Everything else is literal, regex characters and line breaks too; case matters"),
    /** The cost of matching. */
    P_08(
            "The cost of matching",
            "Matching takes at most time in proportion to pattern times name, whatever the pattern"),

    /** When a subscription is live. */
    S_01(
            "When a subscription is live",
            "A subscription is live when subscribe returns: what is published afterwards arrives, what was published before"
                    + " does not; no topics at all is refused"),
    /** Order. */
    S_02("Order", "One thread's messages arrive in the order published, across channels too"),
    /** Copies and counts. */
    S_03(
            "Copies and counts",
            "Each subscription gets its own copy; publish returns the number of deliveries, and 0 when nobody listens"),
    /** Topics. */
    S_04(
            "Topics",
            "A topic named twice counts once; a subscription whose channel and patterns match gets one delivery for each, the"
                    + " channel's first, the patterns' in any order"),
    /** What a message tells. */
    S_05("What a message tells", "A message tells its channel, its payload, and the pattern that matched, if one did"),
    /** Waiting. */
    S_06(
            "Waiting",
            "Waiting hears every topic of the subscription; next returns as soon as there is a message, empty at the timeout,"
                    + " and is interruptible; a timeout of zero or less is poll"),
    /** Closing a subscription. */
    S_07(
            "Closing a subscription",
            "After close returns publish no longer counts the subscription and no listener call begins; a waiter and every"
                    + " later call gets CoordinationClosedException"),
    /** Overflow. */
    S_08(
            "Overflow",
            "Nothing is lost silently: a subscriber that falls more than its buffer behind gets what is buffered, then"
                    + " SubscriptionOverflowException until close; a publisher never blocks on a slow subscriber"),
    /** Listeners. */
    S_09(
            "Listeners",
            "A listener is called one message at a time, in order, however often it has thrown or been interrupted; it may"
                    + " publish, subscribe and close; what it throws does not stop the next message; overflow and loss end it"
                    + " with one onEnd"),
    /** What subscriptions do not notice. */
    S_10("What subscriptions do not notice", "Subscriptions do not notice cache deletes, elections or members"),
    /** Polling. */
    S_11("Polling", "A message whose publish returned before poll or pending was called is seen by it"),
    /** Loss. */
    S_12(
            "Loss",
            "A subscription whose connection is lost gives what is buffered, then CoordinationUnavailableException; it never"
                    + " resubscribes silently, and notices a dead connection in bounded time"),

    /** Winning. */
    L_01("Winning", "A free election goes to the first who asks; others are refused while it is held"),
    /** Renewing by asking. */
    L_02("Renewing by asking", "The holder asking again renews: the full TTL from now, the same fencing token"),
    /** Expiry of a term. */
    L_03(
            "Expiry of a term",
            "From the TTL on the election is free, and the old holder is nobody: renew and release of its term are false and"
                    + " change nothing, also after somebody else, or the same node id in a new term, holds it"),
    /** Fencing. */
    L_04(
            "Fencing",
            "Fencing tokens are positive and strictly increase with every new term of an election, through release and expiry"),
    /** Releasing. */
    L_05(
            "Releasing",
            "Release by the holder frees at once (true); by anyone else it is false and changes nothing; release of a node id ends whatever term that id holds"),
    /** Looking. */
    L_06("Looking", "currentLeader is the holder, or empty, and agrees with who would be refused"),
    /** Contention. */
    L_07("Contention", "Of any number of concurrent candidates with distinct node ids exactly one wins a term"),
    /** Independence. */
    L_08("Independence", "Elections are independent"),

    /** Registering. */
    M_01("Registering", "A registered node is active with its metadata until its TTL passes"),
    /** Registering again. */
    M_02("Registering again", "Registering again replaces metadata and TTL whole"),
    /** Heartbeats. */
    M_03(
            "Heartbeats",
            "A heartbeat gives the full TTL from now (true); for a node unknown or expired it is false and creates nothing"),
    /** Leaving. */
    M_04("Leaving", "deregister removes at once; true exactly when the node was active"),
    /** Snapshots and metadata. */
    M_05(
            "Snapshots and metadata",
            "What is returned is an immutable snapshot; metadata keys and values are non-null, well-formed Unicode and may be"
                    + " empty; so may the map"),
    /** Agreement. */
    M_06("Agreement", "members, activeNodes and metadata agree; a node that registered again is never missed"),

    /** Time. */
    T_01("Time", "One clock per backend moves everything that expires; in memory timed waits and scheduled tasks too");

    private final String title;
    private final String text;

    Rule(String title, String text) {
        this.title = title;
        this.text = text;
    }

    /**
     * Returns the id, such as {@code C-03}: the tag of the tests.
     *
     * @return the id
     * @since 0.1.0
     */
    public String id() {
        return name().replace('_', '-');
    }

    /**
     * Returns what the rule is about, in a few words.
     *
     * @return the title
     * @since 0.1.0
     */
    public String title() {
        return title;
    }

    /**
     * Returns the area that it is a rule of.
     *
     * @return the area
     * @since 0.1.0
     */
    public RuleArea area() {
        return RuleArea.of(name().charAt(0));
    }

    /**
     * Returns what the rule demands, in a sentence.
     *
     * @return the text
     * @since 0.1.0
     */
    public String text() {
        return text;
    }

    /**
     * Returns the rule of an id, or empty when there is none.
     *
     * @param id the id, such as {@code C-03}
     * @return the rule
     * @since 0.1.0
     */
    public static Optional<Rule> byId(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
