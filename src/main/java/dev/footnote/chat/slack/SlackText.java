package dev.footnote.chat.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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

    /** In the first group the signs, in the second what stands behind them, where backticks must not stand behind backticks. */
    private static final Pattern FENCE = Pattern.compile("(?m)^ {0,3}(`{3,}(?=[^`\\n]*$)|~{3,})(.*)$");

    private static final int LONGEST_FENCE = 20;
    private static final int LONGEST_OPENING = 200;

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
     * Cuts a text into pieces: between paragraphs, else lines, else sentences or words. A table that is cut gets its head again, and code that is
     * cut its fence.
     *
     * @param longest the longest piece, in UTF-16 code units, at least 1,000
     */
    static List<String> pieces(String text, int longest) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > longest) {
            int cut = cut(rest, longest - LONGEST_FENCE - 1);
            String piece = rest.substring(0, cut).stripTrailing();
            Optional<Fence> fence = openFence(piece);
            String head = fence.map(Fence::opening).orElse(tableHead(piece, rest.substring(cut)));
            pieces.add(piece + fence.map(Fence::closing).orElse(""));
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

    /**
     * What code stands between.
     *
     * @param line the line that opens it
     * @param sign the backticks or tildes that close it
     */
    private record Fence(String line, String sign) {

        String opening() {
            return (line.length() < LONGEST_OPENING ? line : sign) + "\n";
        }

        String closing() {
            return "\n" + sign;
        }
    }

    /** Returns the fence that a text has not closed (CommonMark 0.31, section 4.5); one that is absurdly long counts for none. */
    private static Optional<Fence> openFence(String text) {
        Fence open = null;
        for (Matcher found = FENCE.matcher(text); found.find(); ) {
            String sign = found.group(1);
            if (open == null) {
                open = new Fence(found.group(), sign);
            } else if (sign.startsWith(open.sign()) && found.group(2).isBlank()) {
                open = null;
            }
        }
        return Optional.ofNullable(open).filter(fence -> fence.sign().length() <= LONGEST_FENCE);
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
