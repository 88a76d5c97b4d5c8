package dev.footnote.web;

import dev.footnote.assistant.Suggestions;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/** {@link Suggestions} on the wire. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record SuggestionsResponse(List<SuggestionResponse> suggestions) {

    static SuggestionsResponse of(List<Suggestions.Suggestion> suggestions) {
        return new SuggestionsResponse(suggestions.stream()
                .map(suggestion -> new SuggestionResponse(suggestion.question(), suggestion.documentId()))
                .toList());
    }

    /** One of them. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record SuggestionResponse(String question, String documentId) {}
}
