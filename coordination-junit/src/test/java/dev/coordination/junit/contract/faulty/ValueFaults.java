// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_01;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Defects in which one operation stores some values as something else. */
final class ValueFaults {

    private ValueFaults() {}

    static List<Fault> all() {
        return List.of(
                text(
                        "set",
                        "drops leading zeros of numbers",
                        value -> value.matches("0[0-9]+") ? value.replaceFirst("^0+", "") : value),
                text("set with a TTL", "converts numbers to plain decimal notation", ValueFaults::plain),
                text("setIfAbsent", "strips white space", String::strip),
                text(
                        "set",
                        "ends values at a NUL",
                        value -> value.contains("\u0000") ? value.substring(0, value.indexOf(0)) : value),
                text("replace", "converts line breaks", value -> value.replace("\r\n", "\n")),
                text(
                        "set",
                        "drops a byte order mark",
                        value -> value.startsWith("\ufeff") ? value.substring(1) : value),
                text("set", "normalizes text", value -> Normalizer.normalize(value, Normalizer.Form.NFC)),
                bytes(
                        "setIfAbsent with a TTL",
                        "replaces bytes that are not UTF-8",
                        value -> new String(value, UTF_8).getBytes(UTF_8)),
                bytes(
                        "replace",
                        "replaces bytes that are not UTF-8",
                        value -> new String(value, UTF_8).getBytes(UTF_8)),
                bytes(
                        "setIfAbsent",
                        "truncates values to 64 KiB",
                        value -> Arrays.copyOf(value, Math.min(value.length, 65_535))),
                bytes(
                        "set",
                        "empties values that look compressed",
                        value -> starts(value, 0x1f, 0x8b) ? new byte[0] : value),
                bytes(
                        "replace",
                        "drops a leading zero byte",
                        value -> starts(value, 0) ? Arrays.copyOfRange(value, 1, value.length) : value),
                bytes(
                        "setIfAbsent",
                        "empties values that look like serialized objects",
                        value -> starts(value, 0xac, 0xed) ? new byte[0] : value),
                text(
                        "set with a TTL",
                        "decodes values that look like Base64",
                        value -> value.startsWith("base64:") ? value.substring(7) : value),
                text(
                        "setIfAbsent with a TTL",
                        "removes a leading quotation mark",
                        value -> value.startsWith("\"") ? value.substring(1) : value),
                bytes(
                        "set with a TTL",
                        "truncates values to 255 bytes",
                        value -> Arrays.copyOf(value, Math.min(value.length, 255))));
    }

    private static boolean starts(byte[] value, int... mark) {
        return value.length >= mark.length
                && IntStream.range(0, mark.length).allMatch(i -> (value[i] & 0xff) == mark[i]);
    }

    private static String plain(String value) {
        try {
            return new BigDecimal(value).toPlainString();
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static Fault text(String operation, String defect, UnaryOperator<String> change) {
        return bytes(operation, defect, value -> {
            String text = new String(value, UTF_8);
            return Arrays.equals(text.getBytes(UTF_8), value)
                    ? change.apply(text).getBytes(UTF_8)
                    : value;
        });
    }

    private static Fault bytes(String operation, String defect, UnaryOperator<byte[]> change) {
        return Fault.of(C_01, operation + " " + defect)
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    if (call.is(operation)) {
                        int index = operation.equals("replace") ? 2 : 1;
                        call.arguments()[index] = change.apply((byte[]) call.arguments()[index]);
                    }
                    return call.proceed();
                }));
    }
}
