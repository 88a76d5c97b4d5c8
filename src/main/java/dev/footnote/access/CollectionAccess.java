package dev.footnote.access;

import java.util.Set;

/** Decides which collections a principal may see. */
public interface CollectionAccess {

    /**
     * Returns those of the requested collections that the principal may see; a collection that is absent and one that may not be seen are
     * left out alike.
     *
     * @param requested names of collections; empty: all
     */
    Set<String> visible(Principal principal, Set<String> requested);
}
