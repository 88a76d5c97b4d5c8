package dev.footnote.evaluation;

import dev.footnote.inference.Encoder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Puts the cache of vectors in front of the encoder while an evaluation runs. */
@Singleton
@Requires(property = "footnote.evaluation.vectors")
final class VectorCacheListener implements BeanCreatedEventListener<Encoder> {

    private final EvaluationConfiguration configuration;

    VectorCacheListener(EvaluationConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Encoder onCreated(BeanCreatedEvent<Encoder> event) {
        return new VectorCache(event.getBean(), Path.of(configuration.vectors()));
    }
}
