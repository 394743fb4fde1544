// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Values that begin with the mark of a format. An adapter that compresses, encrypts or encodes some values, and
 * recognizes them by such a mark, would change users' values that happen to begin with the mark.
 */
final class MarkedValues {

    /** The marks of binary formats, in hexadecimal: compressed data, archives, serialized objects, encoded text, images. */
    private static final List<String> BINARY = List.of(
            "00",
            "0000",
            "01",
            "02",
            "7f",
            "80",
            "ff",
            "1f8b",
            "1f8b08",
            "1f9d",
            "7801",
            "789c",
            "78da",
            "425a68",
            "fd377a585a00",
            "28b52ffd",
            "04224d18",
            "4c5a4d4101",
            "4c5a3442",
            "ff060000734e61507059",
            "504b0304",
            "377abcaf271c",
            "aced0005",
            "aced",
            "cafebabe",
            "8003",
            "8004",
            "83",
            "c1",
            "d9f7",
            "efbbbf",
            "feff",
            "fffe",
            "0000feff",
            "fffe0000",
            "89504e47",
            "ffd8ff",
            "7f454c46");

    /** The marks of text formats, and words that stand for something else. */
    private static final List<String> TEXTS = List.of(
            "PK",
            "{",
            "[",
            "\"",
            "'",
            "<",
            "(",
            "<?xml",
            "---",
            "%PDF",
            "#!",
            "//",
            ":",
            "+",
            "$",
            "*",
            "-",
            "@",
            "!",
            "s:1:",
            "i:5;",
            "N;",
            "0:",
            "1:",
            "1|",
            "v1:",
            "gzip:",
            "base64:",
            "b64:",
            "eA==",
            "0x",
            "\\x",
            "%41",
            "&amp;",
            "\\u0041",
            "=?",
            "{cipher}",
            "ENC(",
            "enc:",
            "json:",
            "ref:",
            "java.lang.String",
            "nil",
            "(nil)",
            "null",
            "NULL",
            "undefined",
            "true",
            "false",
            "OK",
            "ERR",
            "__null__",
            "DELETED",
            "TOMBSTONE");

    private MarkedValues() {}

    /**
     * Returns a group of values for each mark: the mark alone, before text and before zeros; and a group of encodings
     * of one text.
     */
    static List<List<byte[]>> groups() {
        List<List<byte[]>> groups = new ArrayList<>();
        Stream.concat(
                        BINARY.stream().map(HexFormat.of()::parseHex),
                        TEXTS.stream().map(Calls::utf8))
                .forEach(mark -> groups.add(List.of(mark, joined(mark, utf8("x")), joined(mark, new byte[10]))));
        byte[] text = utf8("a text, a text, a text");
        // A text, and the same text compressed, compressed twice and serialized.
        groups.add(List.of(
                text, gzip(text), gzip(gzip(text)), zlib(text), HexFormat.of().parseHex("aced000574000178")));
        return groups;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static byte[] gzip(byte[] content) {
        return compressed(content, GZIPOutputStream::new);
    }

    private static byte[] zlib(byte[] content) {
        return compressed(content, DeflaterOutputStream::new);
    }

    /** Creates a stream that compresses what is written to it. */
    private interface Compression {
        OutputStream into(OutputStream target) throws IOException;
    }

    private static byte[] compressed(byte[] content, Compression compression) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.into(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
