package dev.footnote.assistant;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Evidence;
import dev.footnote.answer.FinishReason;
import dev.footnote.generation.Generated;
import dev.footnote.generation.GenerationConfiguration;
import dev.footnote.generation.Generator;
import dev.footnote.generation.ModelOutput;
import dev.footnote.retrieval.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Answers with a language model: chooses passages, asks, passes on what is written while it is written, and finds for each sentence the
 * words that it rests on. The model's own citations are only hints. Safe for use by many threads.
 */
final class GenerativeAnswerer {

    /** Stands before what a model wrote where nothing in the documents bears any of it out. */
    static final String UNSUPPORTED = "Nothing in the documents bears this out:\n\n";

    private final Generator generator;
    private final GenerationConfiguration configuration;
    private final int nearest;
    private final AnswerPrompt prompt;
    private final SupportJudge judge;
    private final Executor checking;
    private final GeneratedText splitter = new GeneratedText();

    /**
     * @param nearest how many passages are offered where there is no answer
     * @param checking runs the checking of sentences while the model writes; may refuse
     */
    GenerativeAnswerer(
            Generator generator,
            GenerationConfiguration configuration,
            int nearest,
            AnswerPrompt prompt,
            SupportJudge judge,
            Executor checking) {
        this.generator = generator;
        this.configuration = configuration;
        this.nearest = nearest;
        this.prompt = prompt;
        this.judge = judge;
        this.checking = checking;
    }

    /**
     * Answers.
     *
     * @param candidates the passages found, best first
     * @param verifier lets citations pass, for those that are told to the listener early
     * @throws dev.footnote.generation.GenerationException if the model wrote nothing
     */
    Written answer(
            AnswerPrompt.Asked asked,
            List<Candidate> candidates,
            CitationVerifier verifier,
            Deadline deadline,
            Cancellation cancellation,
            AnswerListener listener) {
        List<Evidence> passages = PassageSelection.choose(candidates, configuration.evidenceTokens());
        if (passages.isEmpty()) {
            return Written.of(Draft.notFound(0, List.of()), generator.backend());
        }
        listener.generating();
        ModelOutput output =
                new ModelOutput(passages.stream().map(Evidence::quote).toList());
        SentenceChecker checker =
                new SentenceChecker(new Attribution(judge, passages), new AnswerComposer(verifier), listener, checking);
        try {
            Generated generated = generator.generate(
                    prompt.of(asked, passages),
                    piece -> passOn(output.append(piece), output, checker, listener),
                    deadline,
                    cancellation);
            String rest = output.end();
            if (!rest.isEmpty()) {
                listener.text(rest);
            }
            return written(asked.question(), passages, output, checker, generated);
        } finally {
            checker.stop();
        }
    }

    private void passOn(String shown, ModelOutput output, SentenceChecker checker, AnswerListener listener) {
        if (!shown.isEmpty()) {
            listener.text(shown);
            if (configuration.verify()) {
                checker.written(output);
            }
        }
    }

    private Written written(
            Question question,
            List<Evidence> passages,
            ModelOutput output,
            SentenceChecker checker,
            Generated generated) {
        String text = output.text().substring(0, splitter.lengthWithoutSources(output.text(), output.marks()));
        List<SentenceChecker.Checked> checked =
                configuration.verify() ? checker.finish(text, output.marks()) : unchecked(text, output.marks());
        List<Draft.DraftSentence> sentences = new ArrayList<>();
        int dropped = 0;
        int end = 0;
        double support = 0;
        boolean supported = false;
        for (SentenceChecker.Checked each : checked) {
            Attribution.Attributed rests = each.attributed();
            sentences.add(new Draft.DraftSentence(
                    text.substring(end, each.sentence().span().start()),
                    each.sentence().span().of(text),
                    rests.evidence(),
                    rests.support()));
            end = each.sentence().span().end();
            dropped += rests.dropped();
            support += rests.support();
            supported |= !rests.evidence().isEmpty();
        }
        double confidence = sentences.isEmpty() ? 0 : support / sentences.size();
        List<Evidence> offered = passages.subList(0, Math.min(nearest, passages.size()));
        Draft draft;
        if (supported || (!configuration.verify() && !sentences.isEmpty())) {
            boolean partly = output.notFound();
            draft = new Draft(
                    partly ? AnswerStatus.PARTIAL : AnswerStatus.ANSWERED,
                    null,
                    confidence,
                    sentences,
                    List.of(),
                    partly ? offered : List.of(),
                    partly ? List.of(question.text()) : List.of(),
                    text.substring(end));
        } else {
            boolean refused = output.notFound() || sentences.isEmpty() || Refusal.isOne(text);
            draft = refused ? Draft.notFound(0, offered) : unsupported(sentences, offered, text.substring(end));
        }
        return new Written(
                draft, dropped, finishReason(generated), generated.interruption(), generator.backend(), false);
    }

    /** What no document bears out is shown, and said to be that. */
    private static Draft unsupported(List<Draft.DraftSentence> sentences, List<Evidence> nearest, String layout) {
        List<Draft.DraftSentence> said = new ArrayList<>(sentences);
        Draft.DraftSentence first = said.getFirst();
        said.set(
                0,
                new Draft.DraftSentence(
                        UNSUPPORTED + first.before().stripLeading(), first.text(), first.evidence(), first.support()));
        return new Draft(AnswerStatus.NOT_FOUND, null, 0, said, List.of(), nearest, List.of(), layout);
    }

    private List<SentenceChecker.Checked> unchecked(String text, List<ModelOutput.Mark> marks) {
        return splitter.sentences(text, 0, marks).stream()
                .map(sentence -> new SentenceChecker.Checked(
                        sentence,
                        new Attribution.Attributed(
                                List.of(), 0, sentence.numbers().size())))
                .toList();
    }

    private static FinishReason finishReason(Generated generated) {
        return switch (generated.end()) {
            case COMPLETE -> FinishReason.COMPLETE;
            case TRUNCATED -> FinishReason.TRUNCATED;
            case CANCELLED -> FinishReason.CANCELLED;
        };
    }
}
