package dev.footnote.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.answer.Answer;
import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Markup;
import dev.footnote.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as they are kept: JSON with the names of their records' components. What a later version adds is passed over by an earlier one. */
final class KeptJson {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private KeptJson() {}

    private record Setting(List<Heading> headings, List<Markup> markup) {}

    static String answer(Answer answer) {
        return write(answer);
    }

    static Answer answer(String json) {
        return read(json, Answer.class);
    }

    /** Returns how a text is set. */
    static String setting(CitedText text) {
        return write(new Setting(text.headings(), text.markup()));
    }

    /** @param setting how the text is set; null: that was not kept */
    static CitedText cited(String text, @Nullable String setting) {
        if (setting == null) {
            return new CitedText(text, List.of(), List.of());
        }
        Setting read = read(setting, Setting.class);
        return new CitedText(text, read.headings(), read.markup());
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept must be writable as JSON", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new StoreException(
                    "What was kept of an answer cannot be read: it was written by another program.", e);
        }
    }
}
