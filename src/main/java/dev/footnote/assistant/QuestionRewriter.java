package dev.footnote.assistant;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import dev.footnote.generation.FencedPassages;
import dev.footnote.generation.GenerationException;
import dev.footnote.generation.Generator;
import dev.footnote.generation.Prompt;
import dev.footnote.generation.PromptConfiguration;
import dev.footnote.generation.PromptTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a language model put into a question what it refers to, by {@code rewrite.system.md} and {@code rewrite.user.md}. What comes of it is one
 * more form to search, never in place of the question: so it may fail, be late or be nonsense, and costs the time it took. Safe for use by many
 * threads.
 */
final class QuestionRewriter {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionRewriter.class);

    /** In UTF-16 code units; what is longer is no question. */
    private static final int LONGEST = 300;

    private static final Pattern INTRODUCTION = Pattern.compile("(?i)^(?:(?:rewritten )?question|rewritten): *");
    private static final Pattern QUOTATION_MARKS = Pattern.compile("^[\"'“‘`*]+|[\"'”’`*]+$");

    private final Generator generator;
    private final Duration timeout;
    private final PromptTemplate system;
    private final PromptTemplate user;

    /**
     * @param timeout the longest that a question may wait for it
     * @throws dev.footnote.generation.PromptException if a template is missing or wrong
     */
    QuestionRewriter(Generator generator, Duration timeout, PromptConfiguration prompts) {
        this.generator = generator;
        this.timeout = timeout;
        this.system = PromptTemplate.read(prompts.file("rewrite.system.md"), Set.of());
        this.user = PromptTemplate.read(prompts.file("rewrite.user.md"), Set.of("history", "question"));
    }

    /**
     * Returns the question rewritten.
     *
     * @param deadline of the whole answer, of which this may take a part
     * @return empty where the model failed, was late, was stopped, or wrote what is no single line of a question's length
     */
    Optional<String> rewrite(String question, List<Exchange> history, Deadline deadline, Cancellation cancellation) {
        StringBuilder written = new StringBuilder();
        try {
            generator.generate(
                    prompt(question, history),
                    piece -> {
                        if (written.length() <= LONGEST) {
                            written.append(piece);
                        }
                    },
                    deadline.atMost(timeout),
                    cancellation);
        } catch (GenerationException e) {
            LOG.info("The language model did not rewrite a question, which is searched without: {}", e.getMessage());
            return Optional.empty();
        }
        return read(written.toString(), question);
    }

    private Prompt prompt(String question, List<Exchange> history) {
        return new Prompt(
                system.fill(Map.of()),
                user.fill(Map.of(
                        "history",
                        PromptHistory.of(history),
                        "question",
                        FencedPassages.harmless(question).replaceAll("\\s+", " "))));
    }

    private static Optional<String> read(String written, String question) {
        String line = FencedPassages.harmless(written).strip();
        String text = QUOTATION_MARKS
                .matcher(INTRODUCTION.matcher(line).replaceFirst(""))
                .replaceAll("")
                .strip();
        boolean oneQuestion = !text.isEmpty() && text.length() <= LONGEST && text.indexOf('\n') < 0;
        return oneQuestion && !text.equalsIgnoreCase(question.strip()) ? Optional.of(text) : Optional.empty();
    }
}
