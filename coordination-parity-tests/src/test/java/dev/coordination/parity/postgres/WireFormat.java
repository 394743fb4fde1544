// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The encoding of a message as notifications, which are texts of less than 8,000 bytes. Each is a part such as
 * {@code 17 1 3 bmV3cw==}: the number of the message, the number of the part, the number of parts, and the data. PostgreSQL
 * delivers the notifications of one transaction together and in order.
 */
final class WireFormat {

    private static final int PART = 7_900;

    /** A published message. */
    record Published(long number, String channel, byte[] payload) {}

    /** Reassembles messages from their parts. */
    static final class Decoder {

        private final StringBuilder received = new StringBuilder();

        /** Returns the message if this part completes it. */
        Optional<Published> add(String notification) {
            String[] fields = notification.split(" ", 4);
            received.append(fields[3]);
            if (!fields[1].equals(fields[2])) {
                return Optional.empty();
            }
            String[] channelAndPayload = received.toString().split(":", 2);
            received.setLength(0);
            return Optional.of(new Published(
                    Long.parseLong(fields[0]),
                    Database.name(Base64.getDecoder().decode(channelAndPayload[0])),
                    Base64.getDecoder().decode(channelAndPayload[1])));
        }
    }

    private WireFormat() {}

    static List<String> encode(Published message) {
        Base64.Encoder base64 = Base64.getEncoder();
        String text =
                base64.encodeToString(Database.bytes(message.channel)) + ":" + base64.encodeToString(message.payload);
        int parts = (text.length() + PART - 1) / PART;
        List<String> encoded = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            String data = text.substring((part - 1) * PART, Math.min(part * PART, text.length()));
            encoded.add(message.number + " " + part + " " + parts + " " + data);
        }
        return encoded;
    }
}
