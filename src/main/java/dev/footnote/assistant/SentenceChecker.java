package dev.footnote.assistant;

import dev.footnote.answer.Citation;
import dev.footnote.assistant.Attribution.Attributed;
import dev.footnote.generation.ModelOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the sentences of one answer while a language model still writes it, on other threads than the one that passes on what is written:
 * tokens never wait. Sentences are checked in order, one at a time; where there is no room for that, they wait until there is, or until the
 * model has finished.
 */
final class SentenceChecker {

    private static final Logger LOG = LoggerFactory.getLogger(SentenceChecker.class);

    private final Attribution attribution;
    private final AnswerComposer early;
    private final AnswerListener listener;
    private final Executor executor;
    private final GeneratedText splitter = new GeneratedText();
    private final Queue<GeneratedSentence> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private final Map<Judged, Attributed> judged = new HashMap<>();
    private int splitUpTo;
    private boolean finished;

    /** What a judgement depends on, beside the passages. */
    private record Judged(String claim, List<Integer> numbers, List<GeneratedSentence.Clause> clauses) {}

    /** A sentence and what it rests on. */
    record Checked(GeneratedSentence sentence, Attributed attributed) {}

    /**
     * @param early numbers the citations as they are found
     * @param listener is told of them
     * @param executor runs the checking; may refuse
     */
    SentenceChecker(Attribution attribution, AnswerComposer early, AnswerListener listener, Executor executor) {
        this.attribution = attribution;
        this.early = early;
        this.listener = listener;
        this.executor = executor;
    }

    /** Takes note of what has been written so far; the last sentence may not be whole yet. */
    void written(ModelOutput output) {
        List<GeneratedSentence> sentences = splitter.sentences(output.text(), splitUpTo, output.marks());
        if (sentences.size() < 2) {
            return;
        }
        List<GeneratedSentence> whole = sentences.subList(0, sentences.size() - 1);
        splitUpTo = whole.getLast().span().end();
        waiting.addAll(whole);
        if (working.compareAndSet(false, true)) {
            try {
                executor.execute(this::work);
            } catch (RejectedExecutionException e) {
                LOG.debug("No room to check sentences now; they are checked later.", e);
                working.set(false);
            }
        }
    }

    private void work() {
        try {
            boolean more = true;
            while (more) {
                more = checkNext();
            }
        } finally {
            working.set(false);
        }
    }

    private synchronized boolean checkNext() {
        GeneratedSentence next = finished ? null : waiting.poll();
        if (next == null) {
            return false;
        }
        Attributed attributed = attributed(next);
        List<Citation> found =
                early.append(new Draft.DraftSentence(" ", next.claim(), attributed.evidence(), attributed.support()));
        found.forEach(citation -> listener.cited(citation, next.span().end()));
        return true;
    }

    private Attributed attributed(GeneratedSentence sentence) {
        return judged.computeIfAbsent(
                new Judged(sentence.claim(), sentence.numbers(), sentence.clauses()),
                key -> attribution.attribute(sentence));
    }

    /** Tells the listener no more: what it told before, it has told when this returns. */
    synchronized void stop() {
        finished = true;
    }

    /**
     * Checks what is not checked yet, and tells the listener no more.
     *
     * @param text what the model has written, to the end
     * @return all sentences, in order
     */
    synchronized List<Checked> finish(String text, List<ModelOutput.Mark> marks) {
        stop();
        List<Checked> checked = new ArrayList<>();
        for (GeneratedSentence sentence : splitter.sentences(text, 0, marks)) {
            checked.add(new Checked(sentence, attributed(sentence)));
        }
        return checked;
    }
}
