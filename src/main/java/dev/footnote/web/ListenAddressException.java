package dev.footnote.web;

/** Thrown at start when the service is told to listen where others than this machine could reach it. */
final class ListenAddressException extends RuntimeException {

    ListenAddressException(String host) {
        super("Footnote listens on this machine's loopback address alone, since it asks nobody for a key, but"
                + " micronaut.server.host is '" + host
                + "'. Remove the setting or set it to 127.0.0.1; or make a key, which is asked for from then on:"
                + " footnote keys create me --scopes ask,search,admin");
    }
}
