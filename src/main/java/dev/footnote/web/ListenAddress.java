package dev.footnote.web;

import dev.footnote.access.ApiKeys;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.HttpServerConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Refuses to start where others could reach the service, as long as nothing asks them for a key. */
@Context
@Requires(beans = HttpServerConfiguration.class)
final class ListenAddress {

    ListenAddress(HttpServerConfiguration configuration, ApiKeys keys) {
        String host = configuration.getHost().orElse("0.0.0.0");
        if (!isLoopback(host) && !keys.any()) {
            throw new ListenAddressException(host);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ListenAddressException(host);
        }
    }
}
