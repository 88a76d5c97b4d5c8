package dev.footnote.web;

import dev.footnote.access.ApiKeys;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.HttpServerConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the service listens. Refuses to start where others could reach it, as long as nothing asks them for a key. */
@Context
@Requires(beans = HttpServerConfiguration.class)
final class ListenAddress {

    private final boolean loopback;

    ListenAddress(HttpServerConfiguration configuration, ApiKeys keys) {
        String host = configuration.getHost().orElse("0.0.0.0");
        loopback = isLoopback(host);
        if (!loopback && !keys.any()) {
            throw new ListenAddressException(host);
        }
    }

    /** Tells whether nobody but this machine reaches the service. */
    boolean isLoopback() {
        return loopback;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ListenAddressException(host);
        }
    }
}
