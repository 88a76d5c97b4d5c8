package dev.footnote.corpus;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads plain text: the words as they stand, no headings. A short first line that a blank one follows is taken as its title. */
final class PlainTextReader implements DocumentReader {

    /** A line that ends like a sentence is one. */
    private static final Pattern TITLE =
            Pattern.compile("\\s*([\\p{Lu}\\p{N}][^\\n]{2,99}(?<![.!?:;,])) *\\n *\\n\\s*\\S");

    @Override
    public Set<String> extensions() {
        return Set.of("txt", "text", "log");
    }

    @Override
    public Extract read(byte[] content) throws UnreadableFileException {
        DecodedText decoded = TextDecoder.decode(content);
        String text = TextNormalizer.normalize(decoded.text());
        return new Extract(text, List.of(), List.of(), Metadata.NONE, title(text), decoded.warnings());
    }

    private static @Nullable String title(String text) {
        Matcher first = TITLE.matcher(text);
        return first.lookingAt() ? Title.clean(first.group(1)) : null;
    }
}
