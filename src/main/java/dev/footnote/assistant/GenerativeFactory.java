package dev.footnote.assistant;

import dev.footnote.generation.GenerationConfiguration;
import dev.footnote.generation.Generator;
import dev.footnote.generation.PromptConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes what answers with a language model, where there is one. */
@Factory
@Requires(bean = Generator.class)
final class GenerativeFactory {

    private static final String CHECKING = "sentence-checking";

    /** Each answer waits at most once. */
    private static final int MOST_WAITING = 256;

    @Singleton
    GenerativeAnswerer generativeAnswerer(
            Generator generator,
            GenerationConfiguration generation,
            PromptConfiguration prompts,
            AnswerConfiguration answers,
            SupportJudge judge,
            @Named(CHECKING) ExecutorService checking) {
        return new GenerativeAnswerer(
                generator, generation, answers.nearest(), new AnswerPrompt(prompts), judge, checking);
    }

    @Singleton
    QuestionRewriter questionRewriter(
            Generator generator, GenerationConfiguration generation, PromptConfiguration prompts) {
        return new QuestionRewriter(generator, generation.rewriteTimeout(), prompts);
    }

    /** One thread: judging a sentence takes some milliseconds of computing, which tokens must not wait for. */
    @Singleton
    @Named(CHECKING)
    @Bean(preDestroy = "shutdownNow")
    ExecutorService sentenceChecking() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name(CHECKING).factory());
    }
}
