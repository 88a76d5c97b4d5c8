package dev.footnote.corpus;

import java.util.List;

/**
 * The YAML between two lines of {@code ---} at the very top of a Markdown file. YAML with mistakes is passed over with a warning; what
 * is no mapping is taken as text, for a line of {@code ---} may be a rule.
 *
 * @param metadata what it tells
 * @param rest the file without it
 */
record FrontMatter(Metadata metadata, String rest) {

    private static final String OPENING = "---\n";

    static FrontMatter of(String text, List<String> warnings) {
        if (!text.startsWith(OPENING)) {
            return new FrontMatter(Metadata.NONE, text);
        }
        int lineStart = OPENING.length();
        while (lineStart < text.length() && lineStart < YamlMetadata.LONGEST) {
            int newline = text.indexOf('\n', lineStart);
            int lineEnd = newline < 0 ? text.length() : newline;
            String line = text.substring(lineStart, lineEnd).stripTrailing();
            if (line.equals("---") || line.equals("...")) {
                String rest = text.substring(Math.min(text.length(), lineEnd + 1));
                return read(text, text.substring(OPENING.length(), lineStart), rest, warnings);
            }
            lineStart = lineEnd + 1;
        }
        return new FrontMatter(Metadata.NONE, text);
    }

    private static FrontMatter read(String text, String yaml, String rest, List<String> warnings) {
        Metadata metadata = new YamlMetadata("The front matter", warnings).frontMatter(yaml);
        return metadata == null ? new FrontMatter(Metadata.NONE, text) : new FrontMatter(metadata, rest);
    }
}
