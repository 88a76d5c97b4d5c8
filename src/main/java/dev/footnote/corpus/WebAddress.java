package dev.footnote.corpus;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** What counts as an address on the web wherever a document gives one. */
final class WebAddress {

    private static final int LONGEST = 2048;

    private WebAddress() {}

    /** Returns the address in ASCII if it is one of the web and cannot pass for another; else null. */
    static @Nullable String of(String value) {
        if (value.length() > LONGEST) {
            return null;
        }
        try {
            URI uri = new URI(value);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            // https://known.example@other.example leads to the other
            return web && uri.getHost() != null && uri.getRawUserInfo() == null ? uri.toASCIIString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
