package dev.footnote.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Gives the web framework's own errors (no such route, wrong method, malformed JSON, too large) the shape of ours. */
@Singleton
@Primary
final class FrameworkProblems implements ErrorResponseProcessor<Problem> {

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        String detail = context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining(" "));
        int status = response.code();
        Problem problem = Problem.of(
                response.status(),
                status >= 500
                        ? "Something went wrong that should not have; the service's log says what."
                        : detail.isBlank() ? response.reason() : detail);
        MutableHttpResponse<Problem> shaped =
                HttpResponse.<Problem>status(response.status()).body(problem);
        response.getHeaders().forEach((name, values) -> values.forEach(value -> shaped.header(name, value)));
        return shaped.contentType(Problem.MEDIA_TYPE);
    }
}
