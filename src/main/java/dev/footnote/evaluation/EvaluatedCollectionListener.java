package dev.footnote.evaluation;

import dev.footnote.corpus.Collections;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Leaves only the collection that is measured while an evaluation runs, whatever others the configuration names. */
@Singleton
@Requires(property = "footnote.evaluation.vectors")
final class EvaluatedCollectionListener implements BeanCreatedEventListener<Collections> {

    @Override
    public Collections onCreated(BeanCreatedEvent<Collections> event) {
        return event.getBean().only(BenchmarkFolder.COLLECTION);
    }
}
