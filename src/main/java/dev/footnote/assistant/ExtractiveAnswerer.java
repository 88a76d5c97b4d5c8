package dev.footnote.assistant;

import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Span;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Synonyms;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the documents' own words and no language model: the short answer where the question asks for one, and the sentences
 * that carry it. Safe for use by many threads.
 */
@Singleton
final class ExtractiveAnswerer {

    /** The least part of the best sentence's chance that a sentence of another document must have. */
    private static final double FURTHER_SENTENCE = 0.75;

    /** The same for a further item of a list that several sentences hold. */
    private static final double FURTHER_ITEM = 0.6;

    /** The same for a sentence that says yes or no, where the best does not. */
    private static final double ABOUT_AS_SURE = 0.5;

    /** The most items of a list in the text that an answer gives. */
    private static final int MOST_ITEMS = 10;

    private static final Pattern NUMBERED = Pattern.compile("^\\d{1,3}[.)]\\s.*", Pattern.DOTALL);

    private final AnswerConfiguration configuration;
    private final SupportJudge judge;
    private final AnswerFinder finder;

    ExtractiveAnswerer(AnswerConfiguration configuration, SupportJudge judge, Synonyms synonyms) {
        this.configuration = configuration;
        this.finder = new AnswerFinder(synonyms);
        this.judge = judge;
    }

    /**
     * Answers from passages that have been read.
     *
     * @param coverage how much of the question a text holds: see {@link dev.footnote.index.Snapshot#coverage}
     * @param candidates best first
     */
    Draft answer(QuestionAnalysis question, ToDoubleFunction<String> coverage, List<Candidate> candidates) {
        if (question.type() == QuestionType.COMPARISON) {
            Optional<Draft> comparison = comparison(question, coverage, candidates);
            if (comparison.isPresent()) {
                return comparison.get();
            }
        }
        List<FoundAnswer> found = finder.find(question, coverage, candidates);
        double confidence = found.isEmpty() ? 0 : found.getFirst().chance();
        if (found.isEmpty() || confidence < configuration.threshold()) {
            return Draft.notFound(confidence, nearest(candidates));
        }
        FoundAnswer best = found.getFirst();
        return switch (question.type()) {
            case NUMBER, DATE, PERSON, PLACE, NAME -> brief(question, best, found, coverage);
            case LIST -> list(question, best, found, coverage);
            case YES_NO -> verdict(question, best, found, coverage);
            case COMPARISON, DEFINITION, REASON, MANNER, OTHER -> full(question.type(), best, found, coverage);
        };
    }

    /** A few words, the sentence they stand in, and what other documents say instead. */
    private Draft brief(
            QuestionAnalysis question, FoundAnswer best, List<FoundAnswer> found, ToDoubleFunction<String> coverage) {
        String shortAnswer = shortAnswer(question, best);
        List<FoundAnswer> others = Disagreement.with(best, found, question.type(), configuration.threshold(), coverage);
        if (shortAnswer != null && !others.isEmpty()) {
            return disagreeing(question.type(), best, others);
        }
        DraftSentences sentences = new DraftSentences(configuration.maxSentences(), judge);
        sentences.add(best, best.sentence());
        new Elaboration(best, found, coverage).sentences(1).forEach(sentence -> sentences.add(best, sentence));
        return Draft.answered(shortAnswer, best.chance(), sentences.sentences());
    }

    private Draft disagreeing(QuestionType type, FoundAnswer best, List<FoundAnswer> others) {
        List<Draft.DraftSentence> sentences = new ArrayList<>();
        List<Draft.DraftAlternative> alternatives = new ArrayList<>();
        for (FoundAnswer each : Stream.concat(Stream.of(best), others.stream()).toList()) {
            DraftSentences said = new DraftSentences(1, judge);
            said.add(each, each.sentence());
            Draft.DraftSentence sentence = said.sentences().getFirst();
            sentences.add(sentence.ledBy(
                    "According to “" + each.candidate().document().title() + "”: "));
            alternatives.add(new Draft.DraftAlternative(
                    ShortAnswer.of(type, each.words()), sentence.evidence().getLast()));
        }
        return new Draft(
                AnswerStatus.ANSWERED,
                alternatives.getFirst().shortAnswer(),
                best.chance(),
                sentences,
                alternatives,
                List.of(),
                List.of());
    }

    private static @Nullable String shortAnswer(QuestionAnalysis question, FoundAnswer found) {
        String words = CountedThing.of(question)
                .flatMap(thing -> thing.numberIn(found.sentenceText()))
                .orElse(found.words());
        if (!ShortAnswer.fits(question.type(), words)) {
            return null;
        }
        String shortAnswer = ShortAnswer.of(question.type(), words);
        return ShortAnswer.repeats(question.type(), question.text(), shortAnswer) ? null : shortAnswer;
    }

    /** The items of a list in the text, or an enumeration in a sentence, or what several sentences name. */
    private Draft list(
            QuestionAnalysis question, FoundAnswer best, List<FoundAnswer> found, ToDoubleFunction<String> coverage) {
        List<Span> list = best.sentences().list(best.sentence());
        if (!list.isEmpty()) {
            return Draft.answered(null, best.chance(), items(best, list));
        }
        String sentence = best.sentenceText();
        int offset = best.sentence().start();
        Span answer = new Span(best.answer().start() - offset, best.answer().end() - offset);
        Span whole = Enumeration.around(sentence, answer);
        if (!whole.equals(answer)) {
            DraftSentences sentences = new DraftSentences(configuration.maxSentences(), judge);
            sentences.add(best, best.sentence());
            return Draft.answered(
                    ShortAnswer.of(question.type(), whole.of(sentence)), best.chance(), sentences.sentences());
        }
        List<FoundAnswer> chosen = further(best, found, FURTHER_ITEM);
        if (chosen.size() == 1) {
            return brief(question, best, found, coverage);
        }
        List<String> words = chosen.stream()
                .map(each -> ShortAnswer.of(question.type(), each.words()))
                .distinct()
                .toList();
        return Draft.answered(String.join("; ", words), best.chance(), inReadingOrder(chosen));
    }

    /** The sentence that announces a list, and its items. */
    private List<Draft.DraftSentence> items(FoundAnswer best, List<Span> list) {
        DraftSentences sentences = new DraftSentences(MOST_ITEMS + 1, judge);
        best.sentences().announcement(list).ifPresent(announcement -> sentences.add(best, announcement));
        list.forEach(item -> sentences.add(best, item));
        return sentences.sentences();
    }

    /** Yes or no, where the sentence says so, before the sentence. */
    private Draft verdict(
            QuestionAnalysis question, FoundAnswer best, List<FoundAnswer> found, ToDoubleFunction<String> coverage) {
        for (FoundAnswer each : further(best, found, ABOUT_AS_SURE)) {
            Optional<String> verdict = Verdict.of(question, each, coverage, judge);
            if (verdict.isPresent()) {
                return decided(verdict.get(), each);
            }
        }
        return full(question.type(), best, found, coverage);
    }

    private Draft decided(String verdict, FoundAnswer best) {
        DraftSentences sentences = new DraftSentences(configuration.maxSentences(), judge);
        sentences.add(best, best.sentence());
        List<Draft.DraftSentence> said = new ArrayList<>(sentences.sentences());
        said.set(0, said.getFirst().ledBy(verdict + " — "));
        return Draft.answered(verdict, best.chance(), said);
    }

    /** The best sentence about each of both things; where only one is there, a part of the answer; empty where none is. */
    private Optional<Draft> comparison(
            QuestionAnalysis question, ToDoubleFunction<String> coverage, List<Candidate> candidates) {
        List<FoundAnswer> chosen = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String term : question.terms()) {
            finder.find(question.about(term), coverage, candidates).stream()
                    .filter(each -> each.chance() >= configuration.threshold() && each.mentions(term))
                    .findFirst()
                    .ifPresentOrElse(chosen::add, () -> missing.add(term));
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        DraftSentences sentences = new DraftSentences(configuration.maxSentences(), judge);
        chosen.forEach(each -> sentences.add(each, each.sentence()));
        double confidence =
                chosen.stream().mapToDouble(FoundAnswer::chance).min().orElseThrow();
        return Optional.of(new Draft(
                missing.isEmpty() ? AnswerStatus.ANSWERED : AnswerStatus.PARTIAL,
                null,
                confidence,
                sentences.sentences(),
                List.of(),
                List.of(),
                missing));
    }

    /** The best sentence, what a full answer would say too, and as good sentences of other documents, in reading order. */
    private Draft full(
            QuestionType type, FoundAnswer best, List<FoundAnswer> found, ToDoubleFunction<String> coverage) {
        List<Span> list = best.sentences().list(best.sentence());
        boolean steps = type == QuestionType.MANNER && isNumbered(best, list);
        if (steps || (!list.isEmpty() && best.sentenceText().endsWith(":"))) {
            return Draft.answered(null, best.chance(), items(best, list));
        }
        DraftSentences sentences = new DraftSentences(configuration.maxSentences(), judge);
        List<Span> further = new Elaboration(best, found, coverage).sentences(configuration.maxSentences() - 1);
        Stream<Span> said = Stream.concat(Stream.of(best.sentence()), further.stream());
        // Whoever asks what something is wants to hear that first
        (type == QuestionType.DEFINITION ? said : said.sorted(Comparator.comparingInt(Span::start)))
                .forEach(sentence -> sentences.add(best, sentence));
        further(best, found, FURTHER_SENTENCE).stream()
                .filter(other -> !other.documentId().equals(best.documentId()))
                .forEach(other -> sentences.add(other, other.sentence()));
        return Draft.answered(null, best.chance(), sentences.sentences());
    }

    private static boolean isNumbered(FoundAnswer best, List<Span> list) {
        String text = best.candidate().document().text();
        return !list.isEmpty()
                && list.stream()
                        .allMatch(item -> NUMBERED.matcher(item.of(text)).matches());
    }

    /** The best and what is about as good and says something else. */
    private List<FoundAnswer> further(FoundAnswer best, List<FoundAnswer> found, double part) {
        double least = Math.max(configuration.threshold(), part * best.chance());
        List<FoundAnswer> chosen = new ArrayList<>();
        for (FoundAnswer candidate : found) {
            boolean repeats = chosen.stream().anyMatch(candidate::repeats);
            if (candidate.chance() >= least && !repeats && chosen.size() < configuration.maxSentences()) {
                chosen.add(candidate);
            }
        }
        return chosen;
    }

    /** The best document's sentences first, and each document's as they stand in it. */
    private List<Draft.DraftSentence> inReadingOrder(List<FoundAnswer> chosen) {
        List<String> documents =
                chosen.stream().map(FoundAnswer::documentId).distinct().toList();
        DraftSentences sentences = new DraftSentences(configuration.maxSentences(), judge);
        chosen.stream()
                .sorted(Comparator.comparingInt((FoundAnswer found) -> documents.indexOf(found.documentId()))
                        .thenComparingInt(found -> found.sentence().start()))
                .forEach(found -> sentences.add(found, found.sentence()));
        return sentences.sentences();
    }

    private List<Evidence> nearest(List<Candidate> candidates) {
        return candidates.stream()
                .limit(configuration.nearest())
                .map(candidate ->
                        new Evidence(candidate.document(), candidate.passage().span()))
                .toList();
    }
}
