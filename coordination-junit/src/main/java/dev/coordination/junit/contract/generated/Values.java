// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Values that adapters tend to confuse, or to read as something other than bytes. */
final class Values {

    /** Texts that some parser reads as a number, though only a few of them are canonical 64-bit decimals. */
    static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "+0",
            "00",
            "1",
            "01",
            "001",
            "+1",
            "-1",
            "-01",
            "--1",
            "7",
            "007",
            "1.0",
            "1.",
            ".1",
            "1e3",
            "1E3",
            "1e0",
            "0x10",
            "0x",
            "010",
            "0b1",
            "1_000",
            "1,000",
            "1 000",
            " 1",
            "1 ",
            "\t1",
            "1\n",
            " 5 ",
            "5\r\n",
            "\u00a05",
            "\u30005",
            "5 6",
            "1\u0000",
            "\u00001",
            "1L",
            "1f",
            "1d",
            "NaN",
            "Infinity",
            "-",
            "+",
            "",
            "\u0661",
            "\uff11",
            "\u00b2",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "09223372036854775807",
            "99999999999999999999",
            "9007199254740992",
            "9007199254740993",
            "1.7976931348623157e308",
            "0.1",
            "1/2",
            "1%",
            "$1",
            "five",
            "V");

    /** The lengths of fields, buffers, pages and chunks, beyond which an adapter might not compare bytes. */
    private static final int[] LENGTHS = {
        7, 8, 15, 16, 31, 32, 64, 128, 255, 256, 512, 1_024, 4_096, 8_192, 65_535, 65_536
    };

    /** Groups of values that are easily confused, although no two values of a group are equal. */
    static final List<List<byte[]>> CONFUSABLE = confusable();

    /** All values of these groups, and all numbers. Some values occur more than once. */
    static final List<byte[]> ALL = Stream.concat(
                    CONFUSABLE.stream().flatMap(List::stream), NUMBERS.stream().map(Calls::utf8))
            .toList();

    private Values() {}

    private static List<List<byte[]>> confusable() {
        List<List<byte[]>> groups = new ArrayList<>(List.of(
                texts("", " ", "\u0000", "\u0000\u0000", "null", "[]", "\"\""),
                // Equal hash codes, as text and as bytes; equal CRC-32; equal sums.
                texts("Aa", "BB", "AaAa", "BBBB", "AaBB"),
                List.of(new byte[] {0, 31}, new byte[] {1, 0}, new byte[] {0, 0, 31}, new byte[] {0, 1, 0}),
                texts("plumless", "buckeroo"),
                texts("abc", "acb", "bac", "aad", "abb", "ab", "abcd"),
                // Invalid UTF-8, and what replaces it.
                List.of(
                        new byte[] {-1},
                        new byte[] {-2},
                        new byte[] {-1, -1},
                        utf8("\ufffd"),
                        utf8("?"),
                        new byte[] {(byte) 0xc3, 0x28},
                        new byte[] {(byte) 0xc3},
                        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
                List.of(new byte[] {(byte) 0xe9}, utf8("\u00e9"), utf8("e\u0301"), utf8("e"), utf8("E")),
                texts("old", "Old", "OLD", "old ", " old", "old\n", "old\r\n", "old\u0000", "\ufeffold"),
                texts("1", "01", "1.0", "+1", "1e0", " 1", "1 ", "1L", "0x1", "\uff11"),
                texts("0", "-0", "+0", "00", "0.0", "", "false"),
                texts("7", "007", "07", "7.0"),
                texts("9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808"),
                texts("{\"a\":1}", "{\"a\": 1}", "{ \"a\":1 }", "<a/>", "<a></a>"),
                List.of(new byte[] {127}, new byte[] {-128}, new byte[] {0}, new byte[] {-1, 0}, new byte[] {0, -1})));
        for (int length : LENGTHS) {
            String same = "v".repeat(length);
            groups.add(texts(same + "a", same + "b", same, "a" + same));
        }
        for (int length : new int[] {600, 5_000, 70_000}) {
            String same = "m".repeat(length);
            groups.add(texts(same + "a" + same, same + "b" + same));
        }
        groups.addAll(MarkedValues.groups());
        return List.copyOf(groups);
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts).map(Calls::utf8).toList();
    }
}
