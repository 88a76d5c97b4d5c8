package dev.footnote.assistant;

import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer before its citations are verified and numbered.
 *
 * @param status what became of the question
 * @param shortAnswer the few words asked for, where the question asks for such
 * @param confidence the chance that the best answer found is right, from 0 to 1, whether or not it was given
 * @param sentences what it says
 * @param alternatives where documents disagree, the short answers they give, {@code shortAnswer} first; else empty
 * @param nearest where there is no answer, or only a part of it, the passages that came nearest, best first
 * @param unanswered the parts of the question that have no answer
 * @param layout what stands behind the last sentence, such as the end of a table; mostly empty
 */
record Draft(
        AnswerStatus status,
        @Nullable String shortAnswer,
        double confidence,
        List<DraftSentence> sentences,
        List<DraftAlternative> alternatives,
        List<Evidence> nearest,
        List<String> unanswered,
        String layout) {

    Draft {
        sentences = List.copyOf(sentences);
        alternatives = List.copyOf(alternatives);
        nearest = List.copyOf(nearest);
        unanswered = List.copyOf(unanswered);
    }

    /** Makes one that ends with its last sentence. */
    Draft(
            AnswerStatus status,
            @Nullable String shortAnswer,
            double confidence,
            List<DraftSentence> sentences,
            List<DraftAlternative> alternatives,
            List<Evidence> nearest,
            List<String> unanswered) {
        this(status, shortAnswer, confidence, sentences, alternatives, nearest, unanswered, "");
    }

    static Draft notFound(double confidence, List<Evidence> nearest) {
        return new Draft(AnswerStatus.NOT_FOUND, null, confidence, List.of(), List.of(), nearest, List.of());
    }

    static Draft answered(@Nullable String shortAnswer, double confidence, List<DraftSentence> sentences) {
        return new Draft(AnswerStatus.ANSWERED, shortAnswer, confidence, sentences, List.of(), List.of(), List.of());
    }

    /** Returns a reply to small talk, which claims nothing. */
    static Draft conversational(String reply) {
        return new Draft(AnswerStatus.CONVERSATIONAL, null, 1, List.of(), List.of(), List.of(), List.of(), reply);
    }

    /**
     * Puts the answers to several questions of one message together.
     *
     * @param questions the questions, at least one
     * @param drafts the answer to each
     */
    static Draft joined(List<QuestionAnalysis> questions, List<Draft> drafts) {
        if (drafts.size() == 1) {
            return drafts.getFirst();
        }
        List<DraftSentence> sentences = new ArrayList<>();
        List<DraftAlternative> alternatives = new ArrayList<>();
        List<String> unanswered = new ArrayList<>();
        Set<Evidence> nearest = new LinkedHashSet<>();
        List<String> shortAnswers = new ArrayList<>();
        double confidence = 1;
        double bestRefused = 0;
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            if (draft.status == AnswerStatus.NOT_FOUND) {
                unanswered.add(questions.get(i).text());
                nearest.addAll(draft.nearest);
                bestRefused = Math.max(bestRefused, draft.confidence);
                continue;
            }
            draft.sentences.stream()
                    .filter(sentence -> sentences.stream().noneMatch(said -> said.text.equals(sentence.text)))
                    .forEach(sentences::add);
            alternatives.addAll(draft.alternatives);
            unanswered.addAll(draft.unanswered);
            confidence = Math.min(confidence, draft.confidence);
            if (draft.shortAnswer != null) {
                shortAnswers.add(draft.shortAnswer);
            }
        }
        if (sentences.isEmpty()) {
            return notFound(bestRefused, List.copyOf(nearest));
        }
        return new Draft(
                unanswered.isEmpty() ? AnswerStatus.ANSWERED : AnswerStatus.PARTIAL,
                shortAnswers.size() == drafts.size() ? String.join("; ", shortAnswers) : null,
                confidence,
                sentences,
                alternatives,
                List.copyOf(nearest),
                unanswered);
    }

    /**
     * A sentence of a draft.
     *
     * @param before what stands between the sentence before and this one; nothing of it that is white space stands before the first
     * @param text what it says
     * @param evidence the words it rests on
     * @param support how surely they support it, from 0 to 1
     */
    record DraftSentence(String before, String text, List<Evidence> evidence, double support) {

        DraftSentence {
            evidence = List.copyOf(evidence);
        }

        /** Makes one that follows the one before on the same line. */
        DraftSentence(String text, List<Evidence> evidence, double support) {
            this(" ", text, evidence, support);
        }

        /** Returns the sentence after words of our own that say how it is meant. */
        DraftSentence ledBy(String words) {
            return new DraftSentence(before, words + text, evidence, support);
        }
    }

    /**
     * One of several answers that documents give.
     *
     * @param shortAnswer the few words
     * @param evidence the words it rests on, which a sentence of the draft rests on as well
     */
    record DraftAlternative(String shortAnswer, Evidence evidence) {}
}
