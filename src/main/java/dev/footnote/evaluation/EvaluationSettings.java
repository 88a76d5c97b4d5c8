package dev.footnote.evaluation;

import dev.footnote.assistant.AnswerConfiguration;
import dev.footnote.index.Manifest;
import dev.footnote.inference.Reader;
import dev.footnote.retrieval.RetrievalConfiguration;
import io.micronaut.core.naming.NameUtils;
import jakarta.inject.Singleton;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings that make the figures, by flat keys such as {@code settings.retrieval.vector-weight}. */
@Singleton
final class EvaluationSettings {

    private final Map<String, String> settings = new LinkedHashMap<>();

    EvaluationSettings(Manifest manifest, Reader reader, RetrievalConfiguration retrieval, AnswerConfiguration answer) {
        settings.put("settings.encoder", manifest.encoderId());
        settings.put("settings.encoder-hash", manifest.encoderHash());
        settings.put("settings.reader", reader.id());
        settings.put("settings.splitter", manifest.splitter());
        settings.put("settings.analyzer", manifest.analyzer());
        settings.put("settings.extraction", manifest.extraction());
        add("settings.retrieval.", retrieval);
        add("settings.answer.", answer);
    }

    Map<String, String> all() {
        return settings;
    }

    private void add(String prefix, Record configuration) {
        try {
            for (RecordComponent component : configuration.getClass().getRecordComponents()) {
                settings.put(
                        prefix + NameUtils.hyphenate(component.getName()),
                        String.valueOf(component.getAccessor().invoke(configuration)));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record's components must be readable", e);
        }
    }
}
