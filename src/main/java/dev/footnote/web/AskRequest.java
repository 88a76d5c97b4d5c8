package dev.footnote.web;

import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/ask} and {@code POST /v1/search} take.
 *
 * @param question what is asked; required
 * @param collections names of the collections to answer from; absent or empty: all
 * @param documents ids of documents to narrow it to; absent or empty: no narrowing
 * @param limit for a search, how many passages to return at most: 1 to 50, 10 where absent
 */
@Serdeable.Deserializable
record AskRequest(
        @Nullable String question,
        @Nullable List<String> collections,
        @Nullable List<String> documents,
        @Nullable Integer limit) {

    private static final int MOST_NAMES = 1000;
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 50;

    Question asked() {
        if (question == null) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "The body must be like {\"question\": \"…\"}, but it has no question.");
        }
        return new Question(question);
    }

    Scope scope() {
        return new Scope(names("collections", collections), names("documents", documents));
    }

    int searchLimit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "limit must be from 1 to " + MAX_LIMIT + ", but it is " + limit + ".");
        }
        return limit;
    }

    private static Set<String> names(String field, @Nullable List<String> values) {
        if (values == null) {
            return Set.of();
        }
        if (values.size() > MOST_NAMES) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    field + " must name at most " + MOST_NAMES + ", but it names " + values.size() + ".");
        }
        if (values.stream().anyMatch(value -> value == null)) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, field + " must hold strings, but it holds a null.");
        }
        return Set.copyOf(values);
    }
}
