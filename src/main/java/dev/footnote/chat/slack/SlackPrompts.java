package dev.footnote.chat.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.footnote.access.Principal;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Scope;
import dev.footnote.assistant.Suggestions;
import dev.footnote.chat.Words;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suggests questions that the documents answer to whoever opens the bot's messages and may ask there. Questions cost as much as answers, so they
 * are made one after another, and kept for a while. Safe for use by many threads.
 */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackPrompts {

    private static final Logger LOG = LoggerFactory.getLogger(SlackPrompts.class);
    private static final int MOST = 3;
    private static final int LONGEST_TITLE = 75;
    private static final int LONGEST_QUEUE = 100;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Suggestions suggestions;
    private final Assistant assistant;
    private final SlackAdmission admission;
    private final SlackApi api;
    private final Cache<Set<String>, List<String>> questions =
            Caffeine.newBuilder().expireAfterWrite(KEPT).build();
    private final ThreadPoolExecutor working = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LONGEST_QUEUE),
            Thread.ofVirtual().name("slack-prompts-", 0).factory());

    SlackPrompts(Suggestions suggestions, Assistant assistant, SlackAdmission admission, SlackApi api) {
        this.suggestions = suggestions;
        this.assistant = assistant;
        this.admission = admission;
        this.api = api;
    }

    /** Somebody has opened the bot's messages. Returns quickly; with far too many at once, some get no suggestions. */
    void opened(String team, String channel, String user) {
        try {
            working.execute(() -> suggest(team, channel, user));
        } catch (RejectedExecutionException e) {
            LOG.info("More people open the bot's messages than questions can be suggested to");
        }
    }

    private void suggest(String team, String channel, String user) {
        try {
            if (!admission.admits(team, channel, user)) {
                return; // a question tells something of the documents, too
            }
            Set<String> collections = admission.collections(channel);
            List<String> found = questions(team, collections);
            if (!found.isEmpty()) {
                api.once("assistant.threads.setSuggestedPrompts", prompts(channel, found, admission.language(channel)));
            }
        } catch (SlackException e) {
            LOG.info("No questions can be suggested: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Questions could not be made to be suggested in Slack", e);
        }
    }

    private List<String> questions(String team, Set<String> collections) {
        List<String> known = questions.getIfPresent(collections);
        if (known != null) {
            return known;
        }
        Principal principal = new Principal(SlackChannel.NAME + ":" + team, collections.isEmpty() ? null : collections);
        List<String> made =
                suggestions.suggest(principal, Scope.EVERYTHING, List.of(), MOST, assistant.deadline()).stream()
                        .map(Suggestions.Suggestion::question)
                        .toList();
        if (!made.isEmpty()) {
            questions.put(collections, made);
        }
        return made;
    }

    private static Map<String, Object> prompts(String channel, List<String> questions, String language) {
        return Map.of(
                "channel_id",
                channel,
                "title",
                Words.ASK.in(language),
                "prompts",
                questions.stream()
                        .map(question -> Map.of("title", SlackText.line(question, LONGEST_TITLE), "message", question))
                        .toList());
    }

    @PreDestroy
    void close() {
        working.shutdown();
    }
}
