package dev.footnote.index.lucene;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;

/**
 * Keeps texts of documents at hand, so that cutting a page of passages from them does not decompress them again and again. Keyed by
 * content hash, which the writer has verified: an entry is right in every generation and never stale.
 */
final class TextCache {

    private final Cache<String, String> texts;

    /** @param characters how many characters to keep, in UTF-16 code units (1 or 2 bytes each) */
    TextCache(long characters) {
        this.texts = Caffeine.newBuilder()
                .maximumWeight(characters)
                .<String, String>weigher((hash, text) -> hash.length() + text.length())
                .build();
    }

    /** Returns the text of the record's document. */
    String of(DocumentRecord document) throws IOException {
        String hash = document.contentHash();
        String known = texts.getIfPresent(hash);
        if (known != null) {
            return known;
        }
        String read = document.storedText();
        texts.put(hash, read);
        return read;
    }
}
