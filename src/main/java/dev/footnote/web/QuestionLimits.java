package dev.footnote.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How many questions a minute one key or visitor, and one address, may ask. Safe for use by many threads. */
@Singleton
final class QuestionLimits {

    private static final Set<String> QUESTIONS = Set.of("/v1/ask", "/v1/search", "/v1/suggestions");
    private static final int MOST_KNOWN = 100_000;
    private static final Duration KNOWN = Duration.ofMinutes(2);

    private final int perMinute;
    private final @Nullable String addressHeader;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterAccess(KNOWN)
            .build();

    QuestionLimits(WebConfiguration configuration) {
        this.perMinute = configuration.questionsPerMinute();
        this.addressHeader = configuration.clientAddressHeader();
    }

    /** Counts a request, if it is a question, and returns how many seconds it must wait if it is one too many. */
    Optional<Long> check(HttpRequest<?> request, Caller caller) {
        boolean question = request.getMethod() == HttpMethod.POST && QUESTIONS.contains(request.getPath());
        if (!question || !caller.limited()) {
            return Optional.empty();
        }
        return wait("principal " + caller.principal().id()).or(() -> wait("address " + address(request)));
    }

    /** A proxy puts the address that it was asked from behind those that it was told; only the last one is its own word. */
    private String address(HttpRequest<?> request) {
        List<String> told =
                addressHeader == null ? List.of() : request.getHeaders().getAll(addressHeader);
        if (!told.isEmpty()) {
            String last = told.getLast();
            return last.substring(last.lastIndexOf(',') + 1).strip();
        }
        InetAddress address = request.getRemoteAddress().getAddress();
        return address == null ? "" : address.getHostAddress();
    }

    private Optional<Long> wait(String who) {
        ConsumptionProbe probe = buckets.get(who, key -> bucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Math.ceilDiv(probe.getNanosToWaitForRefill(), TimeUnit.SECONDS.toNanos(1)));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }
}
