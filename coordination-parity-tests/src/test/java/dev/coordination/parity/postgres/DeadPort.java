// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port on which no server listens. A socket that never listens is bound to it, so that no other process can use it. */
final class DeadPort {

    private final Socket holder = new Socket();

    DeadPort() {
        try {
            holder.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int number() {
        return holder.getLocalPort();
    }

    void free() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
