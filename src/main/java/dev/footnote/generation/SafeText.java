package dev.footnote.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes what a language model writes harmless on every surface, while it writes: no HTML, no links and images in Markdown, no control or
 * invisible characters, and no address that does not stand in the documents, for an address can carry away what is in a prompt. What it
 * cannot make harmless it breaks by a space: {@code <b>} becomes {@code < b>}. Nothing is held back but what may be the beginning of such.
 */
final class SafeText {

    /** Stands for an address that is in no document. */
    static final String REMOVED = "(link removed)";

    private static final Pattern TAG = Pattern.compile("<(?=[\\p{L}/!?@#])");
    private static final Pattern LINK = Pattern.compile("\\](?=[\\[(:])|!(?=\\[)");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?:https?|ftp|file|wss?):/{0,3}|www\\.|(?:javascript|vbscript|data|mailto|tel|blob|about|view-source):)\\S+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER_SCHEME = Pattern.compile(":/{2}\\S+");
    private static final Pattern AFTER_SCRIPT = Pattern.compile(":\\S+");
    private static final Pattern SCRIPT = Pattern.compile("(?:java|vb)script|data", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_SCRIPT = "javascript".length();
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]}>'\"”’*_`|]+$");

    private static final String ADDRESS_BEGINS = "hfwjvdmtba";

    /** An address that is longer is removed before its end is known. */
    private static final int LONGEST_ADDRESS = 2000;

    private final Set<String> known;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder passed = new StringBuilder();
    private final List<Integer> watched = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private int gone;
    private char before = ' ';
    private boolean removing;

    /** @param known the addresses that may be shown: those that {@link #addresses} finds in the documents */
    SafeText(Set<String> known) {
        this.known = Set.copyOf(known);
    }

    /** Returns the addresses in a text. */
    static Set<String> addresses(String text) {
        return ADDRESS.matcher(text)
                .results()
                .map(result -> TRAILING.matcher(result.group()).replaceFirst(""))
                .collect(Collectors.toSet());
    }

    void add(String piece) {
        held.append(piece);
        scan(false);
    }

    /** Says that nothing comes any more. */
    void end() {
        scan(true);
        note(gone);
    }

    /** Asks where a place in what comes in, as an offset from its beginning, will be in what passes. */
    void watch(int offset) {
        watched.add(offset);
    }

    /** Returns where the watched places are in what has passed, as far as it has. */
    List<Integer> watched() {
        return List.copyOf(places);
    }

    private void note(int reached) {
        while (places.size() < watched.size() && watched.get(places.size()) <= reached) {
            places.add(passed.length());
        }
    }

    String take(int from) {
        return passed.substring(from);
    }

    int length() {
        return passed.length();
    }

    String text() {
        return passed.toString();
    }

    private void scan(boolean last) {
        int at = 0;
        while (at < held.length()) {
            note(gone + at);
            int next = step(at, last);
            if (next < 0) {
                break;
            }
            at = next;
        }
        held.delete(0, at);
        gone += at;
    }

    /** Passes what begins here; returns where the next begins, or -1 if it cannot be told yet what this is. */
    private int step(int at, boolean last) {
        char c = held.charAt(at);
        if (removing) {
            removing = !Character.isWhitespace(c);
            return removing ? at + 1 : at;
        }
        if (Character.isHighSurrogate(c) && at + 1 == held.length() && !last) {
            return -1;
        }
        int codePoint = held.codePointAt(at);
        int width = Character.charCount(codePoint);
        if (InvisibleCharacters.is(codePoint)) {
            return at + width;
        }
        if (c == '<' || c == ']' || c == '!') {
            if (at + 1 == held.length() && !last) {
                return -1;
            }
            boolean broken = TAG.matcher(held).region(at, held.length()).lookingAt()
                    || LINK.matcher(held).region(at, held.length()).lookingAt();
            pass(broken ? c + " " : Character.toString(c));
            return at + 1;
        }
        if (c == ':' || (ADDRESS_BEGINS.indexOf(Character.toLowerCase(c)) >= 0 && !Character.isLetterOrDigit(before))) {
            int end = address(at, last);
            if (end != at) {
                return end;
            }
        }
        pass(Character.toString(codePoint));
        return at + width;
    }

    @SuppressWarnings("JdkObsolete") // this reads a stream: whether more input could make a match is the question
    private int address(int at, boolean last) {
        Matcher matcher = pattern(held.charAt(at)).matcher(held).region(at, held.length());
        boolean found = matcher.lookingAt();
        boolean whole = last || !matcher.hitEnd();
        if (!whole && held.length() - at < LONGEST_ADDRESS) {
            return -1;
        }
        if (!found) {
            return at;
        }
        if (!whole) {
            pass(REMOVED);
            removing = true;
            return matcher.end();
        }
        String address = TRAILING.matcher(matcher.group()).replaceFirst("");
        pass(known.contains(address) ? address : REMOVED);
        return at + address.length();
    }

    /** Within a word, as in {@code xjavascript:}, a scheme is seen only when its colon comes. */
    private Pattern pattern(char first) {
        if (first != ':') {
            return ADDRESS;
        }
        String tail = passed.substring(Math.max(0, passed.length() - LONGEST_SCRIPT));
        Matcher script = SCRIPT.matcher(tail);
        boolean endsWithScript = false;
        while (script.find()) {
            endsWithScript = script.end() == tail.length();
        }
        return endsWithScript ? AFTER_SCRIPT : AFTER_SCHEME;
    }

    private void pass(String text) {
        passed.append(text);
        before = text.charAt(text.length() - 1);
    }
}
