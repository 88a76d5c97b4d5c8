package dev.footnote.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * Gives the web framework's own errors (no such route, wrong method, too large) the shape of ours, and words of ours: its messages name
 * parameters and types of the code.
 */
@Singleton
@Primary
final class FrameworkProblems implements ErrorResponseProcessor<Problem> {

    static final String MUST_BE_JSON = "The body must be sent with the Content-Type application/json.";

    private final long maxRequestSize;

    FrameworkProblems(HttpServerConfiguration configuration) {
        this.maxRequestSize = configuration.getMaxRequestSize();
    }

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        Problem problem = Problem.of(response.status(), detail(context.getRequest(), response));
        MutableHttpResponse<Problem> shaped =
                HttpResponse.<Problem>status(response.status()).body(problem);
        response.getHeaders().forEach((name, values) -> values.forEach(value -> shaped.header(name, value)));
        return shaped.contentType(Problem.MEDIA_TYPE);
    }

    private String detail(HttpRequest<?> request, HttpResponse<?> response) {
        return switch (response.status()) {
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED ->
                "The method here must be "
                        + String.join(" or ", response.getHeaders().getAll("Allow")) + ", but it is "
                        + request.getMethodName() + ".";
            case NOT_ACCEPTABLE -> "What is here comes in no media type that the Accept header allows.";
            case REQUEST_ENTITY_TOO_LARGE ->
                "The body must be at most " + maxRequestSize / 1024 + " KiB, but it is larger.";
            case UNSUPPORTED_MEDIA_TYPE -> MUST_BE_JSON;
            default ->
                response.code() >= 500
                        ? "Something went wrong that should not have; the service's log says what."
                        : "The request is not well-formed HTTP, or has a part that does not belong there.";
        };
    }
}
