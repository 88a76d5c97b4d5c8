package dev.footnote.corpus;

import java.util.Arrays;
import java.util.Base64;

/** Makes the public ids of documents. */
public final class DocumentId {

    private static final int BYTES = 15;

    private DocumentId() {}

    /**
     * Returns the id of the document at {@code path} in {@code collection}: 20 URL-safe characters that depend on these alone, so that an
     * edited file keeps its id.
     *
     * @param path relative to the collection's folder, in NFC, separated by {@code /}
     */
    public static String of(String collection, String path) {
        byte[] hash = ContentHash.sha256(collection + "\0" + path);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }
}
