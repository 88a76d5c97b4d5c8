package dev.footnote.corpus;

import org.jspecify.annotations.Nullable;

/** Makes titles fit to be shown in one line. */
final class Title {

    private static final int LONGEST = 300;

    private Title() {}

    /** Returns the title in NFC, in one line, without invisible characters and not endless; null if nothing is left. */
    static @Nullable String clean(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        String normal = TextNormalizer.normalize(raw.length() > 10 * LONGEST ? raw.substring(0, 10 * LONGEST) : raw);
        boolean gap = false;
        for (int i = 0; i < normal.length(); i++) {
            char c = normal.charAt(i);
            if (Whitespace.is(c)) {
                gap = true;
            } else if (!reordersText(c)) {
                if (gap && !line.isEmpty()) {
                    line.append(' ');
                }
                gap = false;
                line.append(c);
            }
        }
        if (line.length() > LONGEST) {
            int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            line.setLength(end);
            line.append('\u2026');
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** Returns a title for a file that tells none: its name without extension, underscores and dashes as spaces. */
    static String ofPath(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String title = clean(stem.replace('_', ' ').replace('-', ' '));
        return title == null ? "Untitled" : title;
    }

    /** Bidirectional controls let a name show as another; zero-width spaces let two look the same. */
    private static boolean reordersText(char c) {
        return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069') || c == '\u200B' || c == '\u2060';
    }
}
