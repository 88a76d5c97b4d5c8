package dev.footnote.inference;

import dev.footnote.Deadline;
import dev.footnote.inference.ModelDescription.ReaderSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * A {@link Reader} that runs a BERT-style model with start and end logits, each window of a passage in a run of its own. It finds up
 * to {@value #SPANS} spans a passage.
 */
public final class BertReader implements Reader {

    private static final int SPANS = 8;
    private static final String STARTS = "start_logits";
    private static final String ENDS = "end_logits";
    private static final String SHAPE = "[batch, tokens]";

    private static final Comparator<AnswerSpan> BEST_FIRST = Comparator.comparingDouble(AnswerSpan::answerScore)
            .reversed()
            .thenComparingInt(AnswerSpan::start)
            .thenComparingInt(AnswerSpan::end);

    private final ModelDescription description;
    private final ReaderSettings settings;
    private final BertTokenizer tokenizer;
    private final OnnxModel model;
    private final InferenceQueue queue;

    private BertReader(ModelDescription description, BertTokenizer tokenizer, OnnxModel model, InferenceQueue queue) {
        this.description = description;
        this.settings = description.readerSettings();
        this.tokenizer = tokenizer;
        this.model = model;
        this.queue = queue;
        OnnxSignature signature = model.signature();
        signature.requireOutput(STARTS, 2, SHAPE);
        signature.requireOutput(ENDS, 2, SHAPE);
    }

    /**
     * Loads a reader and runs it once, on the longest input, so that what does not fit shows now.
     *
     * @param folder a folder with a {@code model.yml} and the files it names
     * @param queue where the reader's runs wait; it is not closed with the reader, and is to be closed before it
     * @throws ModelException if anything is not as the description says
     */
    public static Reader open(Path folder, InferenceQueue queue) {
        ModelDescription description = ModelDescription.load(folder);
        description.readerSettings();
        return ModelOpening.open(description, (tokenizer, model) -> {
            BertReader reader = new BertReader(description, tokenizer, model, queue);
            ModelTrial.run(description, tokenizer, ids -> reader.logits(ids, new long[ids.length]));
            return reader;
        });
    }

    @Override
    public String id() {
        return description.name();
    }

    @Override
    public List<Reading> read(String question, List<String> passages, Deadline deadline) {
        long[] questionIds = tokenizer.firstIds(question, settings.maxQuestionTokens());
        List<Integer> windowsOfPassage = new ArrayList<>(passages.size());
        List<Supplier<List<AnswerSpan>>> windows = new ArrayList<>();
        for (String passage : passages) {
            deadline.check("splitting passages into tokens");
            int before = windows.size();
            windows.addAll(windows(questionIds, tokenizer.tokenize(passage)));
            windowsOfPassage.add(windows.size() - before);
        }
        List<List<AnswerSpan>> found = queue.runForQuestion("reading the passages", deadline, windows);
        List<Reading> readings = new ArrayList<>(passages.size());
        int next = 0;
        for (int count : windowsOfPassage) {
            readings.add(best(found.subList(next, next + count)));
            next += count;
        }
        return readings;
    }

    private List<Supplier<List<AnswerSpan>>> windows(long[] questionIds, Tokens passage) {
        int room = description.maxTokens() - questionIds.length - ModelDescriptionParser.SPECIAL_TOKENS_OF_A_PAIR;
        List<Supplier<List<AnswerSpan>>> windows = new ArrayList<>();
        for (int start = 0; start < passage.size(); start += settings.windowStride()) {
            int first = start;
            windows.add(() -> readWindow(questionIds, passage, first, room));
            if (start + room >= passage.size()) {
                break;
            }
        }
        return windows;
    }

    private List<AnswerSpan> readWindow(long[] questionIds, Tokens passage, int firstToken, int room) {
        long[] passageIds = passage.ids(firstToken, firstToken + room);
        int offset = questionIds.length + 2;
        long[] ids = new long[offset + passageIds.length + 1];
        ids[0] = tokenizer.classifierId();
        System.arraycopy(questionIds, 0, ids, 1, questionIds.length);
        ids[offset - 1] = tokenizer.separatorId();
        System.arraycopy(passageIds, 0, ids, offset, passageIds.length);
        ids[ids.length - 1] = tokenizer.separatorId();
        long[] types = new long[ids.length];
        Arrays.fill(types, offset, types.length, 1);

        List<float[]> logits = logits(ids, types);
        float[] starts = logits.getFirst();
        float[] ends = logits.getLast();
        double nullScore = (double) starts[0] + ends[0];
        int shift = firstToken - offset;
        return new SpanSearch(settings.maxAnswerTokens(), SPANS)
                .find(starts, ends, offset, offset + passageIds.length).stream()
                        .map(span -> new AnswerSpan(
                                passage.start(span.first() + shift),
                                passage.end(span.last() + shift),
                                span.score(),
                                nullScore))
                        .toList();
    }

    private List<float[]> logits(long[] ids, long[] types) {
        List<float[]> logits = model.run(ids, types, List.of(STARTS, ENDS));
        for (float[] values : logits) {
            if (values.length != ids.length) {
                throw new ModelException(
                        description.weights().path() + ": expected one start and one end logit for each of "
                                + ids.length + " tokens, found " + values.length);
            }
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new ModelException(description.weights().path() + ": expected finite logits, found " + value);
                }
            }
        }
        return logits;
    }

    private static Reading best(List<List<AnswerSpan>> windows) {
        List<AnswerSpan> best = new ArrayList<>();
        for (AnswerSpan span :
                windows.stream().flatMap(List::stream).sorted(BEST_FIRST).toList()) {
            if (best.size() < SPANS && best.stream().noneMatch(better -> overlap(better, span))) {
                best.add(span);
            }
        }
        return new Reading(best.isEmpty() ? 0 : best.getFirst().nullScore(), best);
    }

    private static boolean overlap(AnswerSpan left, AnswerSpan right) {
        return left.start() < right.end() && right.start() < left.end();
    }

    /** Waits for runs that have begun and frees the model's memory. */
    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
