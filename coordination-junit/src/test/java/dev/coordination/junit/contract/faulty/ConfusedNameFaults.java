// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_01;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Defects in which names that have something in common are taken for the same name. */
final class ConfusedNameFaults {

    private static final int LONGEST = 64 * 1024;

    /** What the confused names have in common. */
    private static final Map<String, Function<String, Object>> COMMON = Map.ofEntries(
            Map.entry("their hash codes", String::hashCode),
            Map.entry("their checksums", ConfusedNameFaults::checksum),
            Map.entry("their characters, ignoring case", name -> name.toLowerCase(Locale.ROOT)),
            Map.entry("their normalized forms", name -> Normalizer.normalize(name, Normalizer.Form.NFC)),
            Map.entry("their compatibility forms", name -> Normalizer.normalize(name, Normalizer.Form.NFKC)),
            Map.entry("their forms in ISO 8859-1", name -> new String(name.getBytes(ISO_8859_1), ISO_8859_1)),
            Map.entry("their first 250 characters", name -> first(name, 250)),
            Map.entry("their first 255 characters", name -> first(name, 255)),
            Map.entry("their first 4,096 characters", name -> first(name, 4_096)),
            Map.entry("their first 65,535 characters", name -> first(name, LONGEST - 1)),
            Map.entry("their characters before a NUL", name -> name.split("\0", 2)[0]),
            Map.entry(
                    "their characters, with repeated separators read as one",
                    name -> name.replaceAll("([:/.])\\1+", "$1")),
            Map.entry("their characters other than white space", name -> name.replaceAll("\\s", "")),
            Map.entry("their characters before trailing white space", String::stripTrailing),
            Map.entry("their characters other than at signs", name -> name.replace("@", "")),
            Map.entry("their characters before an equals sign", name -> name.split("=", 2)[0]),
            Map.entry("their characters, with & read as +", name -> name.replace('&', '+')),
            Map.entry("their characters other than DEL", name -> name.replace("\u007f", "")),
            Map.entry(
                    "their characters, with control characters read as spaces",
                    name -> name.replaceAll("[\\x01-\\x08]", " ")),
            Map.entry("the low 16 bits of their characters", ConfusedNameFaults::in16Bits),
            Map.entry("their characters other than noncharacters", name -> name.replaceAll("[\ufffe\uffff]", "")));

    private ConfusedNameFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        new TreeMap<>(COMMON).forEach((what, property) -> {
            all.add(keys(what, property));
            all.add(channels(what, property));
            all.add(elections(what, property));
            all.add(candidates(what, property));
            all.add(members(what, property));
        });
        return all;
    }

    /** Returns, of all names with the same property, the one that was used first. */
    private static String firstOf(FaultContext context, String name, Function<String, Object> property) {
        String common = "name " + property.apply(name);
        String earlier = context.get(common, String.class);
        if (earlier == null) {
            context.put(common, name);
            return name;
        }
        return earlier;
    }

    private static Fault keys(String what, Function<String, Object> property) {
        return Fault.of(G_01, "keys are told apart only by " + what)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    if (!call.is("deleteMatching") && isValid(call.name())) {
                        call.arguments()[0] = firstOf(context, call.name(), property);
                    }
                    return call.proceed();
                }));
    }

    /** A message still names the channel that it was published to, as if the name were sent with the message. */
    private static Fault channels(String what, Function<String, Object> property) {
        return Fault.of(G_01, "channels are told apart only by " + what)
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        if (!isValid(channel)) {
                            return super.publish(channel, payload);
                        }
                        String used = firstOf(context, channel, property);
                        context.put(Arrays.hashCode(payload) + used, channel);
                        return super.publish(used, payload);
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        if (topics == null || topics.stream().anyMatch(topic -> topic.kind() == Topic.Kind.PATTERN)) {
                            return super.subscribe(topics);
                        }
                        return new MappedSubscription(
                                super.subscribe(topics.stream()
                                        .map(topic -> Topic.channel(firstOf(context, topic.name(), property)))
                                        .toList()),
                                message -> Message.onChannel(
                                        context.get(
                                                Arrays.hashCode(message.payload()) + message.channel(), String.class),
                                        message.payload()));
                    }
                });
    }

    private static Fault elections(String what, Function<String, Object> property) {
        return Fault.of(G_01, "elections are told apart only by " + what)
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    String asked = call.arguments()[0] instanceof Leadership term ? term.election() : call.name();
                    if (isValid(asked)) {
                        String used = firstOf(context, asked, property);
                        call.arguments()[0] = call.arguments()[0] instanceof Leadership term
                                ? new Leadership(used, term.nodeId(), term.fencingToken())
                                : used;
                    }
                    Object result = call.proceed();
                    return result instanceof Optional<?> found
                            ? found.map(Leadership.class::cast)
                                    .map(term -> new Leadership(asked, term.nodeId(), term.fencingToken()))
                            : result;
                }));
    }

    private static Fault candidates(String what, Function<String, Object> property) {
        return Fault.of(G_01, "candidates are told apart only by " + what)
                .rare()
                .elections((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.arguments()[0] instanceof Leadership term) {
                        String used = firstOf(context, term.nodeId(), property);
                        call.arguments()[0] = new Leadership(term.election(), used, term.fencingToken());
                    } else if (call.arguments().length > 1 && isValid((String) call.arguments()[1])) {
                        call.arguments()[1] = firstOf(context, (String) call.arguments()[1], property);
                    }
                    return call.proceed();
                }));
    }

    private static Fault members(String what, Function<String, Object> property) {
        return Fault.of(G_01, "members are told apart only by " + what)
                .rare()
                .cluster((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.arguments().length > 0 && isValid(call.name())) {
                        call.arguments()[0] = firstOf(context, call.name(), property);
                    }
                    return call.proceed();
                }));
    }

    private static boolean isValid(String name) {
        return name != null
                && !name.isEmpty()
                && UTF_8.newEncoder().canEncode(name)
                && name.getBytes(UTF_8).length <= LONGEST;
    }

    private static String first(String name, int length) {
        return name.substring(0, Math.min(name.length(), length));
    }

    private static String in16Bits(String name) {
        return name.codePoints()
                .mapToObj(point -> Character.toString((char) point))
                .collect(Collectors.joining());
    }

    private static Object checksum(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(UTF_8));
        return checksum.getValue();
    }
}
