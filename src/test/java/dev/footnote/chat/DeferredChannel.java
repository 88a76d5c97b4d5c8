package dev.footnote.chat;

import dev.footnote.answer.Answer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chat program in Discord's manner: the question is acknowledged with "thinking…", and the answer takes that message's place by a PATCH to an
 * address with the question's token. All that a third channel needs.
 */
@Singleton
@Requires(property = DeferredChannel.ADDRESS)
final class DeferredChannel implements Channel {

    static final String NAME = "deferred";
    static final String ADDRESS = "test.deferred.address";

    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    DeferredChannel(@Value("${" + ADDRESS + "}") String address) {
        this.address = address;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> refusal(ChatQuestion question) {
        return Optional.empty();
    }

    /** Whatever was shown before for the question, the same token takes its place. */
    @Override
    public Reply reply(ChatQuestion question, @Nullable String handle, boolean again) {
        return new Reply() {
            @Override
            public void begin() {
                // The acknowledgement says "thinking…"
            }

            @Override
            public void text(String piece) {
                // Only the whole is shown
            }

            @Override
            public void answered(Answer answer) {
                say(answer.text());
            }

            @Override
            public void say(String words) {
                send("PATCH", question.detail("token"), words);
            }

            @Override
            public String handle() {
                return question.detail("token");
            }
        };
    }

    @Override
    public void withdraw(ChatQuestion question, String handle) {
        send("DELETE", handle, "");
    }

    private void send(String method, String token, String words) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + token))
                    .timeout(Duration.ofSeconds(5))
                    .method(method, BodyPublishers.ofString(words))
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new ChannelException("The chat program does not take an answer: status " + status, null);
            }
        } catch (IOException e) {
            throw new ChannelException("The chat program cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException("The answer was not sent: the program ends", e);
        }
    }
}
