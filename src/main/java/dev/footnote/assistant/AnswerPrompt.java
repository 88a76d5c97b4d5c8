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

    private final PromptTemplate system;
    private final PromptTemplate user;

    /** @throws IllegalArgumentException if a template is missing or wrong */
    AnswerPrompt(PromptConfiguration prompts) {
        system = PromptTemplate.read(prompts.file("answer.system.md"), Set.of("mark", "not_found"));
        user = PromptTemplate.read(prompts.file("answer.user.md"), Set.of("passages", "question"));
    }

    Prompt of(Question question, List<Evidence> passages) {
        return of(
                question,
                FencedPassages.of(passages.stream().map(AnswerPrompt::shown).toList()));
    }

    Prompt of(Question question, FencedPassages passages) {
        return new Prompt(
                system.fill(Map.of("mark", passages.mark(), "not_found", ModelOutput.NOT_FOUND)),
                user.fill(Map.of("passages", passages.text(), "question", FencedPassages.harmless(question.text()))));
    }

    static FencedPassages.Passage shown(Evidence passage) {
        List<String> source = new ArrayList<>();
        source.add(passage.document().title());
        source.addAll(passage.headingPath());
        return new FencedPassages.Passage(String.join(" › ", source), passage.quote());
    }
}
