package io.amphora.http.transport;

import java.net.InetAddress;

/**
 * The two ends of a connection, as its socket has them.
 *
 * @param remote whom we talk to
 * @param local where it reached us
 */
public record Peer(InetAddress remote, InetAddress local) {

    /** Whether both ends are this machine's loopback. */
    public boolean isLoopback() {
        return remote.isLoopbackAddress() && local.isLoopbackAddress();
    }
}
