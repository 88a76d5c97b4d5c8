package dev.footnote.index.lucene;

import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Turns text into the words that lexical search compares, the same way for passages and questions: words by Unicode's rules, without
 * accents, case, possessive endings and English function words, in a light stem.
 *
 * <p>The stemmer is KStem: it looks words up in a dictionary and so keeps apart what Porter's rules conflate (universe and university,
 * organ and organization). The recall that a heavier stemmer would add comes from vector search.
 */
public final class FootnoteAnalyzer extends Analyzer {

    /** Version of the analysis; changes whenever the same text would give other words. */
    public static final String VERSION = "footnote-1";

    /** Words that tell nothing about what a passage is about, question words included: in a small folder they would be rare and so weigh
     * much. */
    private static final CharArraySet STOP_WORDS = CharArraySet.unmodifiableSet(new CharArraySet(
            List.of(
                    ("a an and are as at be been being but by can could did do does for from had has have he her his how i if in into "
                                    + "is it its me my no not of on or our she should so such than that the their them then there these they "
                                    + "this to was we were what when where which who whom whose why will with would you your")
                            .split(" ")),
            false));

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer words = new StandardTokenizer();
        TokenStream forms = new WordFormsFilter(new LowerCaseFilter(new EnglishPossessiveFilter(words)));
        TokenStream counted = new StopFilter(new ASCIIFoldingFilter(forms), STOP_WORDS);
        return new TokenStreamComponents(words, new KStemFilter(counted));
    }
}
