package dev.footnote.inference;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits texts into a BERT-style model's tokens. Safe for use by many threads. */
final class BertTokenizer implements AutoCloseable {

    /**
     * Characters that are looked at for each token that is wanted. English has four to five a token; where a text has more (long runs of
     * blanks), what lies behind is not seen, which keeps the cost of a huge text bounded.
     */
    private static final int CHARACTERS_A_TOKEN = 16;

    private static final String UNKNOWN = "[UNK]";
    private static final char REPLACEMENT = '\uFFFD';

    /** A number behind a key, and whether its object goes on. */
    private static final Pattern NUMBER_ENTRY = Pattern.compile("\"\\s*:\\s*(\\d{1,9})\\s*([,}])");

    private static final Pattern ADDED_TOKEN_ID = Pattern.compile("\"id\"\\s*:\\s*(\\d{1,9})");

    private final HuggingFaceTokenizer tokenizer;
    private final NativeGuard guard;
    private final long largestId;
    private final long unknownId;
    private final long[] around;

    private BertTokenizer(ModelFile file, HuggingFaceTokenizer tokenizer, long largestId) {
        this.tokenizer = tokenizer;
        this.largestId = largestId;
        this.guard = new NativeGuard(file.path().toString());
        this.around = tokenizer.encode("", true, false).getIds();
        if (around.length != 2) {
            throw new ModelException(
                    file.path() + ": expected a BERT-style tokenizer, which adds [CLS] and [SEP] to a text, found one"
                            + " that adds " + around.length + " tokens");
        }
        long[] unknown = tokenizer.encode(UNKNOWN, false, false).getIds();
        this.unknownId = unknown.length == 1 ? unknown[0] : around[0];
    }

    static BertTokenizer open(ModelFile file) {
        String json = new String(file.read(), StandardCharsets.UTF_8);
        TokenizerLibrary.prepare();
        // Files often come with the truncation and padding of their training: neither is wanted here
        Map<String, String> options = Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");
        try {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), options);
            try {
                return new BertTokenizer(file, tokenizer, largestId(json));
            } catch (ModelException e) {
                tokenizer.close();
                throw e;
            }
        } catch (ModelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ModelException(file.path() + ": expected a tokenizer.json, found: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new ModelException(
                    file.path() + ": the tokenizers library's native code cannot be loaded on "
                            + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + " (it needs glibc on Linux): " + e,
                    e);
        }
    }

    /** Returns the id of {@code [CLS]}, which stands before a text. */
    long classifierId() {
        return around[0];
    }

    /** Returns the id of {@code [SEP]}, which stands after a text. */
    long separatorId() {
        return around[1];
    }

    /** Returns the largest id in the vocabulary, 0 if the file lists none. */
    long largestId() {
        return largestId;
    }

    /** Returns the tokens of the whole text. */
    Tokens tokenize(String text) {
        String wellFormed = withoutLoneSurrogates(text);
        Encoding encoding = guard.use(() -> tokenizer.encode(wellFormed, false, false));
        CharSpan[] spans = encoding.getCharTokenSpans();
        long[] ids = encoding.getIds();
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        CodePointOffsets offsets = new CodePointOffsets(wellFormed);
        for (int token = 0; token < ids.length; token++) {
            starts[token] = offsets.toCodeUnits(spans[token].getStart());
            ends[token] = offsets.toCodeUnits(spans[token].getEnd());
            ids[token] = ordinary(ids[token]);
        }
        return new Tokens(ids, starts, ends);
    }

    /** Returns the ids of at most the first {@code count} tokens, at a cost that {@code count} bounds. */
    long[] firstIds(String text, int count) {
        long bound = (long) count * CHARACTERS_A_TOKEN;
        if (text.length() <= bound) {
            return tokenize(text).ids(0, count);
        }
        return tokenize(text.substring(0, (int) bound)).ids(0, count);
    }

    /** Keeps a text from writing the marks by which the model tells where a text ends. */
    private long ordinary(long id) {
        return id == around[0] || id == around[1] ? unknownId : id;
    }

    /** Returns a text of the same length; one lone surrogate would make the library misread all other characters. */
    private static String withoutLoneSurrogates(String text) {
        char[] repaired = null;
        for (int index = 0; index < text.length(); index++) {
            if (!Character.isSurrogate(text.charAt(index))) {
                continue;
            }
            if (Character.isSupplementaryCodePoint(text.codePointAt(index))) {
                index++;
                continue;
            }
            repaired = repaired == null ? text.toCharArray() : repaired;
            repaired[index] = REPLACEMENT;
        }
        return repaired == null ? text : String.valueOf(repaired);
    }

    /** Reads it from the file's text: the library does not tell. */
    private static long largestId(String json) {
        long largest = ADDED_TOKEN_ID
                .matcher(json)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
        int vocabulary = json.indexOf("\"vocab\"");
        if (vocabulary < 0) {
            return largest;
        }
        Matcher entry = NUMBER_ENTRY.matcher(json);
        boolean goesOn = entry.find(vocabulary);
        while (goesOn) {
            largest = Math.max(largest, Long.parseLong(entry.group(1)));
            goesOn = entry.group(2).equals(",") && entry.find();
        }
        return largest;
    }

    /** Waits for the uses that have begun and frees the native memory. */
    @Override
    public void close() {
        guard.close(tokenizer::close);
    }
}
