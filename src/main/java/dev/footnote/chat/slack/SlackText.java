package dev.footnote.chat.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Slack's way of writing text: decoding what people wrote, making harmless what we show, and cutting it to length. */
final class SlackText {

    private static final Pattern LABELLED = Pattern.compile("<(?:https?|mailto|tel):[^|>]*\\|([^>]*)>");
    private static final Pattern ADDRESS = Pattern.compile("<((?:https?|mailto|tel):[^|>]*)>");
    private static final Pattern NAMED = Pattern.compile("<[#@!][^|>]*\\|([^>]*)>");
    private static final Pattern PERSON_OR_GROUP = Pattern.compile("<[#@!][^>]*>");

    private static final Pattern TAG = Pattern.compile("<(?=[\\p{L}/!?@#])");
    private static final Pattern LINK = Pattern.compile("\\](?=[\\[(:])|!(?=\\[)");
    private static final Pattern CALL = Pattern.compile("@(?=(?:channel|here|everyone)\\b)", Pattern.CASE_INSENSITIVE);

    private static final char JOINER = '\u2060';

    private SlackText() {}

    /** Returns what somebody wrote as plain text, without whom it was addressed to. */
    static String plain(String text) {
        String named = NAMED.matcher(
                        ADDRESS.matcher(LABELLED.matcher(text).replaceAll("$1")).replaceAll("$1"))
                .replaceAll("$1");
        return PERSON_OR_GROUP
                .matcher(named)
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]+", " ")
                .strip();
    }

    /** Returns Markdown that calls nobody, links nowhere and holds no HTML. */
    static String markdown(String text) {
        String harmless = LINK.matcher(TAG.matcher(text).replaceAll("< ")).replaceAll(found -> found.group() + " ");
        return CALL.matcher(harmless).replaceAll("@" + JOINER);
    }

    /** Returns text for {@code mrkdwn} and for fallbacks, in which nothing is markup but what is put around it. */
    static String escaped(String text) {
        return CALL.matcher(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .replaceAll("@" + JOINER);
    }

    /** Returns one line, cut at a word where it is too long. */
    static String line(String text, int longest) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int space = line.lastIndexOf(' ', longest - 1);
        return whole(line, space > longest / 2 ? space : longest - 1) + "…";
    }

    /** Returns one line, escaped, cut at a word where it would be too long then: every sign of markup becomes up to five characters. */
    static String escapedLine(String text, int longest) {
        int length = longest;
        String line = escaped(line(text, length));
        while (line.length() > longest) {
            length = length * 3 / 4;
            line = escaped(line(text, length));
        }
        return line;
    }

    private static String whole(String text, int end) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    /**
     * Cuts a text into pieces: between paragraphs, else lines, else sentences or words. A table that is cut gets its head again.
     *
     * @param longest the longest piece, in UTF-16 code units, at least 1,000
     */
    static List<String> pieces(String text, int longest) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > longest) {
            int cut = cut(rest, longest);
            String piece = rest.substring(0, cut);
            String head = tableHead(piece, rest.substring(cut));
            pieces.add(piece.stripTrailing());
            rest = head + rest.substring(cut).replaceAll("^\\n+", "");
        }
        if (!rest.isBlank() || pieces.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private static int cut(String text, int longest) {
        for (String between : List.of("\n\n", "\n", ". ", " ")) {
            int at = text.lastIndexOf(between, longest - between.length());
            if (at > longest / 2) {
                return at + between.length();
            }
        }
        return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }

    /** Returns the first two lines of the table that is cut here; empty where none is, or its head is too long to be said again. */
    private static String tableHead(String piece, String rest) {
        if (!rest.startsWith("|")) {
            return "";
        }
        String[] lines = piece.stripTrailing().split("\n", -1);
        int first = lines.length;
        while (first > 0 && lines[first - 1].startsWith("|")) {
            first--;
        }
        if (lines.length - first < 3 || !lines[first + 1].matches("[|:\\- ]+")) {
            return "";
        }
        String head = lines[first] + "\n" + lines[first + 1] + "\n";
        return head.length() < 500 ? head : "";
    }
}
