package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.generation.FencedPassages;
import dev.footnote.generation.ModelOutput;
import dev.footnote.generation.Prompt;
import dev.footnote.generation.PromptConfiguration;
import dev.footnote.generation.PromptTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a language model is asked so that it answers from passages: {@code answer.system.md} and {@code answer.user.md}. */
final class AnswerPrompt {

    /**
     * A question in its conversation.
     *
     * @param question as it was asked
     * @param resolved as it is understood
     * @param history what was said before, oldest first
     */
    record Asked(Question question, String resolved, List<Exchange> history) {

        private String text() {
            return question.text().equals(resolved) ? resolved : question.text() + "\n(That is: " + resolved + ")";
        }
    }

    private final PromptTemplate system;
    private final PromptTemplate user;

    /** @throws IllegalArgumentException if a template is missing or wrong */
    AnswerPrompt(PromptConfiguration prompts) {
        system = PromptTemplate.read(prompts.file("answer.system.md"), Set.of("mark", "not_found"));
        user = PromptTemplate.read(prompts.file("answer.user.md"), Set.of("passages", "history", "question"));
    }

    /**
     * Returns the prompt.
     *
     * @param asked what is asked
     * @param passages what the model is given, the first as number 1
     */
    Prompt of(Asked asked, List<Evidence> passages) {
        return of(
                asked,
                FencedPassages.of(passages.stream().map(AnswerPrompt::shown).toList()));
    }

    Prompt of(Asked asked, FencedPassages passages) {
        return new Prompt(
                system.fill(Map.of("mark", passages.mark(), "not_found", ModelOutput.NOT_FOUND)),
                user.fill(Map.of(
                        "passages",
                        passages.text(),
                        "history",
                        PromptHistory.of(asked.history()),
                        "question",
                        FencedPassages.harmless(asked.text()))));
    }

    static FencedPassages.Passage shown(Evidence passage) {
        List<String> source = new ArrayList<>();
        source.add(passage.document().title());
        source.addAll(passage.headingPath());
        return new FencedPassages.Passage(String.join(" › ", source), passage.quote());
    }
}
