package dev.footnote.generation;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Passages as a prompt shows them: numbered, each between lines that hold a mark made up for this one request, so that no passage can
 * pretend to end. Invisible characters are left out, and the marks by which chat templates tell who speaks are broken.
 *
 * @param mark the mark
 * @param text the passages
 */
public record FencedPassages(String mark, String text) {

    private static final int MARK_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As in {@code <|im_start|>}, {@code <s>}, {@code [INST]}, {@code <<SYS>>} and {@code <start_of_turn>}. */
    private static final Pattern TEMPLATE_MARK = Pattern.compile(
            "<(?=\\|)|<(?=/?s>)|<(?=</?SYS>>)|\\[(?=/?INST\\])|<(?=(?:start|end)_of_turn>)", Pattern.CASE_INSENSITIVE);

    /**
     * A passage.
     *
     * @param source where it stands: its document's title and the headings that lead to it
     * @param text what it says
     */
    public record Passage(String source, String text) {}

    /** Returns the passages, numbered from 1, behind a mark that no one can know. */
    public static FencedPassages of(List<Passage> passages) {
        byte[] random = new byte[MARK_BYTES];
        RANDOM.nextBytes(random);
        return of(passages, HexFormat.of().formatHex(random));
    }

    static FencedPassages of(List<Passage> passages, String mark) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            text.append("<<<").append(mark).append(" passage ").append(i + 1).append(" from: ");
            text.append(harmless(passage.source()).replace('\n', ' ')).append('\n');
            text.append(harmless(passage.text())).append('\n');
            text.append(mark).append(">>>\n\n");
        }
        return new FencedPassages(mark, text.toString().strip());
    }

    /** Returns a text of a stranger's without what is not seen and without marks of chat templates. */
    public static String harmless(String text) {
        return TEMPLATE_MARK.matcher(InvisibleCharacters.stripped(text)).replaceAll(match -> match.group() + " ");
    }
}
