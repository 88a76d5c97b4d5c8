package dev.footnote.web;

import dev.footnote.access.KeyScope;
import dev.footnote.access.Principal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who has sent a request, and what they may do.
 *
 * @param principal who it is
 * @param scopes what their key is good for
 * @param limited whether there is a limit to how much they may ask
 */
record Caller(Principal principal, Set<KeyScope> scopes, boolean limited) {

    /** The request's attribute that holds it. */
    static final String ATTRIBUTE = "footnote.caller";

    /** Whoever sits at this machine, while there are no keys. */
    static final Caller LOCAL = new Caller(Principal.LOCAL, EnumSet.allOf(KeyScope.class), false);

    Caller {
        scopes = Set.copyOf(scopes);
    }
}
