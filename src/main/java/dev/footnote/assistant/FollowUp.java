package dev.footnote.assistant;

import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.WeightedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question as it is to be understood after what was said before. It is always searched as it was asked; beside that, together with what
 * gives it its meaning, and how much that counts depends on how well it stands by itself. So a follow-up finds what it means, and one that
 * changes the subject finds what it says: a passage must fit the question to come first, and what was said before decides between those.
 *
 * <p>The weights were chosen on MTRAG's and Doc2Dial's conversations ({@code FollowUpFeatures} writes what they are chosen by): on the first,
 * everything that was said is mostly noise, on the second it is mostly the topic, and these serve both.
 *
 * @param resolved the question with what it refers to put in, for people and for the reader; as asked where nothing had to be
 * @param analysed what is to be analysed: the same, or as asked where what it refers to is only put behind it
 * @param queries the forms to search
 * @param dependent whether the question cannot be understood by itself
 */
record FollowUp(String resolved, String analysed, List<WeightedQuery> queries, boolean dependent) {

    private static final double AS_ASKED = 1;
    private static final double WITH_BEGINNING = 0.6;
    private static final double WITH_QUESTIONS = 0.6;
    private static final double WITH_ALL = 0.25;
    private static final double REWRITTEN = 0.6;

    /** A form that is longer says nothing more: the encoder reads its beginning, and what is oldest stands at its end. */
    private static final int LONGEST_QUERY = 1500;

    private static final int FEWEST_CONTENT_WORDS = 3;
    private static final int LONGEST_TOPIC = 200;

    private static final Pattern PERSON = Pattern.compile("(?i)\\b(?:he|him|she|her)\\b(?! own\\b)");
    private static final Pattern PERSONS_OWN = Pattern.compile("(?i)\\b(?:his|her|hers)\\b");

    /** Two words with capitals that are no person's name. */
    private static final Pattern NO_PERSON = Pattern.compile(
            "(?:New|United|North|South|East|West|Great|Saint|San|Los) .*"
                    + "|.*\\b(?:Treaty|War|Wars|Agreement|Open|Cup|Congress|Caucus|Association|Declaration|Alliance|Navy|Army|House|Party|Act|Union|Club"
                    + "|States|Kingdom|Republic|Island|Islands|City|University|Company|Office|Department|Ministry|Street|River|Lake)\\b.*|.*\\d.*");

    private static final Pattern REFERS_BACK = Pattern.compile(
            "(?i)\\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then|ones?|same|such|others?|another"
                    + "|else|former|latter)\\b");

    /** "And in 1971?", "What about Australia?": the group holds what takes another's place. */
    private static final Pattern SUBSTITUTE = Pattern.compile(
            "(?i)^(?:and |but |or )?(?:(?:what|how) about |in |for |of |on |at |with |the )*(.{1,60}?)[?.! ]*$");

    private static final Pattern INTRODUCED = Pattern.compile("(?i)^(?:and|but|or|(?:what|how) about)\\b.*");
    private static final Pattern YEAR = Pattern.compile("\\b(?:1[0-9]|20)\\d\\d\\b");
    private static final Pattern NAME = Pattern.compile(
            "\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'’-]*(?: (?:(?:of|de|van|von|the|and) )?(?:\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'’-]*|\\d{1,4}))*");
    private static final Pattern FUNCTION_WORD = Pattern.compile(
            "(?i)(?:an?|the|of|in|on|at|to|for|from|by|with|and|or|is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|should"
                    + "|may|might|must|i|you|we|me|my|your|our|it|he|she|they|him|her|them|his|its|their|this|that|these|those|there|what|which|who|whom"
                    + "|whose|when|where|why|how|if|about|as|not|no|yes|so|also|any|some|more|please|tell|then|than|just|get|know|ok|okay|sure|really)");
    private static final Pattern QUESTION_WORD = Pattern.compile(
            "(?i)(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|in|on|at|the"
                    + "|an?|and|but|i|please|tell|name|list|yes|no|ok|okay|also|so|if|thanks|it|he|she|they|this|that|these|those|there)");

    FollowUp {
        queries = List.copyOf(queries);
    }

    /**
     * Understands a question.
     *
     * @param question as it was asked
     * @param history what was said before, oldest first; may be empty
     */
    static FollowUp of(String question, List<Exchange> history) {
        if (history.isEmpty()) {
            return new FollowUp(question, question, List.of(new WeightedQuery(new Query(question), AS_ASKED)), false);
        }
        boolean dependent = refersBack(question);
        List<String> asked = history.reversed().stream().map(Exchange::question).toList();
        List<WeightedQuery> queries = new ArrayList<>();
        Optional<String> resolved = dependent ? resolved(question, history) : Optional.empty();
        queries.add(new WeightedQuery(new Query(question), AS_ASKED));
        queries.add(new WeightedQuery(form(question, asked.subList(asked.size() - 1, asked.size())), WITH_BEGINNING));
        if (dependent) {
            queries.add(new WeightedQuery(form(resolved.orElse(question), asked), WITH_QUESTIONS));
            queries.add(new WeightedQuery(
                    form(
                            question,
                            history.reversed().stream()
                                    .flatMap(exchange -> Stream.of(exchange.answer(), exchange.question()))
                                    .toList()),
                    WITH_ALL));
        }
        if (!dependent) {
            return new FollowUp(question, question, queries, false);
        }
        return resolved.map(text -> new FollowUp(text, text, queries, true))
                .orElseGet(() -> new FollowUp(question + " (" + topic(history) + ")", question, queries, true));
    }

    /**
     * Returns it with another form beside its own, which somebody else has written. Where what the question refers to could not be put in, this
     * form is what is understood; the question as it was asked still counts most.
     */
    FollowUp rewritten(String text) {
        List<WeightedQuery> all = new ArrayList<>(queries);
        all.add(new WeightedQuery(new Query(text), REWRITTEN));
        return new FollowUp(resolved.equals(analysed) ? resolved : text, analysed, all, dependent);
    }

    /** Tells whether a question cannot be understood by itself: it refers back, or says next to nothing. */
    private static boolean refersBack(String question) {
        long contentWords = words(question)
                .filter(word -> !FUNCTION_WORD.matcher(word).matches())
                .count();
        return REFERS_BACK.matcher(question).find()
                || (contentWords < FEWEST_CONTENT_WORDS && names(question).isEmpty())
                || INTRODUCED.matcher(question).matches();
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{M}\\p{N}'’-]+")).filter(word -> word.length() > 1);
    }

    /** The question stands first: where all is too long, what was said longest ago is left out. */
    private static Query form(String question, List<String> newestFirst) {
        String text = String.join(
                        "\n",
                        Stream.concat(Stream.of(question), newestFirst.stream()).toList())
                .strip();
        int end = Math.min(text.length(), LONGEST_QUERY);
        int cut = end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
        return new Query(text.substring(0, cut));
    }

    /** Returns the question with what it refers to in the place of the word that does; empty where that cannot be told. */
    private static Optional<String> resolved(String question, List<Exchange> history) {
        Exchange last = history.getLast();
        if (INTRODUCED.matcher(question).matches()) {
            Optional<String> substituted = substituted(question, last.understoodAs());
            if (substituted.isPresent()) {
                return substituted;
            }
        }
        String person = person(history);
        if (person != null
                && (PERSON.matcher(question).find()
                        || PERSONS_OWN.matcher(question).find())) {
            String text = replaced(PERSONS_OWN, question, person + "’s", "her");
            return Optional.of(replaced(PERSON, text, person, ""));
        }
        return Optional.empty();
    }

    /** "Her" is both: before a word that begins with a small letter it says whose. */
    private static String replaced(Pattern pattern, String text, String with, String ambiguous) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        boolean whose = matcher.group().equalsIgnoreCase("her")
                && text.substring(matcher.end()).matches("(?s) \\p{Ll}.*")
                && !text.substring(matcher.end())
                        .matches("(?s) (?:in|on|at|for|to|with|by|from|and|or|when|after|before)\\b.*");
        if (matcher.group().equalsIgnoreCase("her") && whose == ambiguous.isEmpty()) {
            return text;
        }
        return text.substring(0, matcher.start()) + with + text.substring(matcher.end());
    }

    private static Optional<String> substituted(String question, String before) {
        Matcher substitute = SUBSTITUTE.matcher(question);
        if (!substitute.matches()) {
            return Optional.empty();
        }
        String with = substitute.group(1);
        Matcher year = YEAR.matcher(before);
        if (YEAR.matcher(with).matches() && year.find()) {
            return Optional.of(year.replaceFirst(with));
        }
        List<String> names = names(before);
        if (NAME.matcher(with).matches() && !names.isEmpty()) {
            return Optional.of(before.replace(names.getFirst(), with));
        }
        return Optional.empty();
    }

    /** Returns the person that was spoken of last: who an answer named, or who stands in a question. */
    private static @Nullable String person(List<Exchange> history) {
        for (Exchange exchange : history.reversed()) {
            boolean asksForPerson = QuestionAnalysis.of(exchange.understoodAs()).type() == QuestionType.PERSON;
            String few = exchange.shortAnswer();
            if (few != null && asksForPerson && isPerson(few)) {
                return few;
            }
            Optional<String> named = names(exchange.understoodAs()).stream()
                    .filter(name -> name.indexOf(' ') > 0 && isPerson(name))
                    .findFirst();
            if (named.isPresent()) {
                return named.get();
            }
        }
        return null;
    }

    private static boolean isPerson(String name) {
        return NAME.matcher(name).matches() && !NO_PERSON.matcher(name).matches();
    }

    private static List<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map(result -> withoutQuestionWords(result.group()))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String withoutQuestionWords(String name) {
        String left = name.replaceFirst("(?:['’]s)?[.]*$", "");
        int space = left.indexOf(' ');
        while (space > 0 && QUESTION_WORD.matcher(left.substring(0, space)).matches()) {
            left = left.substring(space + 1);
            space = left.indexOf(' ');
        }
        return QUESTION_WORD.matcher(left).matches() ? "" : left;
    }

    /** Returns the last question that stands by itself. */
    private static String topic(List<Exchange> history) {
        String question = history.reversed().stream()
                .map(Exchange::question)
                .filter(asked -> !refersBack(asked))
                .findFirst()
                .orElse(history.getLast().question());
        String topic = question.replaceFirst("[?.! ]+$", "");
        String shown = topic.isEmpty() ? topic : topic.substring(0, 1).toLowerCase(Locale.ROOT) + topic.substring(1);
        return shown.length() <= LONGEST_TOPIC
                ? shown
                : shown.substring(0, shown.lastIndexOf(' ', LONGEST_TOPIC)) + "…";
    }
}
