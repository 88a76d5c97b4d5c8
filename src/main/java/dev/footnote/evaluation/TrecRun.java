package dev.footnote.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes rankings as trec_eval reads them: {@code query-id Q0 document-id rank score footnote}. White space in ids becomes {@code _}. */
final class TrecRun {

    private static final Pattern SPACE = Pattern.compile("\\s", Pattern.UNICODE_CHARACTER_CLASS);

    private TrecRun() {}

    static String of(List<RankedQuery> rankings) {
        StringBuilder run = new StringBuilder();
        for (RankedQuery query : rankings) {
            int rank = 0;
            for (RankedDocument document : query.ranking()) {
                run.append(String.format(
                        Locale.ROOT,
                        "%s Q0 %s %d %.9f footnote\n",
                        oneWord(query.id()),
                        oneWord(document.id()),
                        ++rank,
                        document.score()));
            }
        }
        return run.toString();
    }

    private static String oneWord(String id) {
        return SPACE.matcher(id).replaceAll("_");
    }
}
