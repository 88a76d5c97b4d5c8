package dev.footnote.index.lucene;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Gives words that are written in several forms one form: {@code u.s} becomes {@code us}, {@code 1,044} becomes {@code 1044}; and takes
 * names apart that Unicode's rules keep together: {@code pom.xml}, {@code FOOTNOTE_DATA}, an {@code end.Next} without its space.
 * Expects lower case. Each part of a word that is taken apart keeps the distance of the whole: see {@link TermProximity}.
 */
final class WordFormsFilter extends TokenFilter {

    private static final Pattern ACRONYM = Pattern.compile("\\p{L}(\\.\\p{L})+");
    private static final Pattern GROUPED_NUMBER = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern SEAM = Pattern.compile("_+|(?<=\\p{L})[.:\u00b7](?=\\p{L})");

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Deque<String> parts = new ArrayDeque<>();

    WordFormsFilter(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        while (parts.isEmpty()) {
            if (!input.incrementToken()) {
                return false;
            }
            if (isPlain()) {
                return true;
            }
            takeApart(term.toString());
        }
        term.setEmpty().append(parts.removeFirst());
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        parts.clear();
    }

    private boolean isPlain() {
        for (int i = 0; i < term.length(); i++) {
            if (!Character.isLetterOrDigit(term.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void takeApart(String word) {
        if (ACRONYM.matcher(word).matches()) {
            parts.add(word.replace(".", ""));
        } else if (GROUPED_NUMBER.matcher(word).matches()) {
            parts.add(word.replace(",", ""));
        } else {
            for (String part : SEAM.split(word, -1)) {
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            }
        }
    }
}
