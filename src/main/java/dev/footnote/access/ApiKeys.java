package dev.footnote.access;

import java.util.List;
import java.util.Optional;

/** The keys that open the service. What changes holds for the next request, whichever process has changed it. Safe for use by many threads. */
public interface ApiKeys {

    /**
     * Makes a key.
     *
     * @return the key as its holder must send it: it is shown this once, and only its hash is kept
     */
    String create(NewKey key);

    /** Returns the keys that are not revoked, the oldest first. */
    List<ApiKey> all();

    /** Tells whether there is any key. Without one, everyone at this machine may do everything. */
    boolean any();

    /** Revokes a key for good; false if there is none with the id. */
    boolean revoke(String id);

    /** Returns the key that somebody sends, compared in constant time; empty if it is none of ours or was revoked. */
    Optional<ApiKey> authenticate(String sent);

    /** Returns a key by its public part; empty if there is none or it was revoked. */
    Optional<ApiKey> find(String id);
}
