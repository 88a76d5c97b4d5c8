package dev.footnote.corpus;

import java.util.List;
import java.util.Set;

/** Reads plain text: the words as they stand, no headings. */
final class PlainTextReader implements DocumentReader {

    @Override
    public Set<String> extensions() {
        return Set.of("txt", "text", "log");
    }

    @Override
    public Extract read(byte[] content) throws UnreadableFileException {
        DecodedText decoded = TextDecoder.decode(content);
        return new Extract(
                TextNormalizer.normalize(decoded.text()), List.of(), Metadata.NONE, null, decoded.warnings());
    }
}
