package dev.footnote.chat.slack;

import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer as Slack shows it: as many messages as its limits ask for, the sources and the buttons under the last.
 *
 * @param text what notifications and screen readers get
 * @param blocks Block Kit
 */
record SlackMessage(String text, List<Map<String, Object>> blocks) {

    static final String FEEDBACK = "footnote_feedback";
    static final String SOURCES = "footnote_sources";

    /** Slack's limit for all Markdown of a message is 12,000 characters, and what it makes of them counts too. */
    private static final int LONGEST_MARKDOWN = 9_000;

    /** Slack cuts messages without blocks at 4,000 characters when they are updated. */
    private static final int LONGEST_PLAIN = 3_500;

    private static final int LONGEST_FALLBACK = 2_000;
    private static final int LONGEST_QUOTE = 200;
    private static final int LONGEST_QUOTE_IN_MODAL = 2_000;
    private static final int LONGEST_PLACE = 150;

    /** A longer one would leave too little room for the words: a text holds 3,000 characters. */
    private static final int LONGEST_LINK = 600;

    private static final int MOST_SOURCES = 5;
    private static final int MOST_NEAREST = 3;
    private static final int MOST_IN_MODAL = 95;

    SlackMessage {
        blocks = List.copyOf(blocks);
    }

    /** Returns the messages of an answer, at least one. */
    static List<SlackMessage> of(Answer answer, SourceLinks links, ChatQuestion question) {
        List<SlackMessage> messages = new ArrayList<>();
        List<String> pieces = SlackText.pieces(SlackText.markdown(answer.text()), LONGEST_MARKDOWN);
        for (int i = 0; i < pieces.size(); i++) {
            List<Map<String, Object>> blocks = new ArrayList<>();
            if (!pieces.get(i).isBlank()) {
                blocks.add(Map.of("type", "markdown", "text", pieces.get(i)));
            }
            if (i == pieces.size() - 1) {
                blocks.addAll(under(answer, links, question));
            }
            messages.add(new SlackMessage(SlackText.line(SlackText.escaped(pieces.get(i)), LONGEST_FALLBACK), blocks));
        }
        return messages;
    }

    /** Returns the same without blocks, for where Slack does not take them: nothing of the answer is left out. */
    static List<SlackMessage> plain(Answer answer, SourceLinks links, ChatQuestion question) {
        StringBuilder text = new StringBuilder(SlackText.escaped(answer.text()));
        for (Citation citation : shown(answer)) {
            text.append("\n\n").append(source(citation, links, question, LONGEST_QUOTE, numbered(answer)));
        }
        return SlackText.pieces(text.toString(), LONGEST_PLAIN).stream()
                .map(piece -> new SlackMessage(piece, List.of()))
                .toList();
    }

    /** Returns a message of our own words. */
    static SlackMessage words(String words) {
        String text = SlackText.escaped(words);
        return new SlackMessage(text, List.of(section(text)));
    }

    /** Returns a message of what a language model has written so far, which another will replace. */
    static SlackMessage written(String text) {
        return new SlackMessage(
                SlackText.line(SlackText.escaped(text), LONGEST_FALLBACK),
                List.of(Map.of("type", "markdown", "text", SlackText.markdown(text))));
    }

    private static List<Map<String, Object>> under(Answer answer, SourceLinks links, ChatQuestion question) {
        String language = question.language();
        List<Map<String, Object>> blocks = new ArrayList<>();
        List<Citation> shown = shown(answer);
        if (!numbered(answer) && !shown.isEmpty()) {
            blocks.add(context("*" + Words.NEAREST.in(language) + "*"));
        }
        for (Citation citation : shown) {
            blocks.add(context(source(citation, links, question, LONGEST_QUOTE, numbered(answer))));
        }
        if (answer.citations().size() > shown.size() && numbered(answer)) {
            blocks.add(Map.of(
                    "type",
                    "actions",
                    "elements",
                    List.of(Map.of(
                            "type",
                            "button",
                            "action_id",
                            SOURCES,
                            "value",
                            answer.id(),
                            "text",
                            plainText(Words.SHOW_ALL.in(language) + " ("
                                    + answer.citations().size() + ")")))));
        }
        if (answer.status() != AnswerStatus.CONVERSATIONAL) {
            blocks.add(feedback(answer.id(), language));
        }
        return blocks;
    }

    private static boolean numbered(Answer answer) {
        return !answer.citations().isEmpty();
    }

    private static List<Citation> shown(Answer answer) {
        return numbered(answer)
                ? answer.citations().stream().limit(MOST_SOURCES).toList()
                : answer.nearest().stream().limit(MOST_NEAREST).toList();
    }

    private static Map<String, Object> feedback(String id, String language) {
        return Map.of(
                "type",
                "context_actions",
                "elements",
                List.of(Map.of(
                        "type",
                        "feedback_buttons",
                        "action_id",
                        FEEDBACK,
                        "positive_button",
                        rating("👍", "up:" + id, Words.HELPED.in(language)),
                        "negative_button",
                        rating("👎", "down:" + id, Words.DID_NOT_HELP.in(language)))));
    }

    private static Map<String, Object> rating(String sign, String value, String label) {
        return Map.of("text", plainText(sign), "value", value, "accessibility_label", label);
    }

    /** Returns the blocks of a modal with all footnotes, or as many as a modal holds and how many more there are. */
    static List<Map<String, Object>> modal(Answer answer, SourceLinks links, ChatQuestion question) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        answer.citations().stream()
                .limit(MOST_IN_MODAL)
                .forEach(citation ->
                        blocks.add(section(source(citation, links, question, LONGEST_QUOTE_IN_MODAL, true))));
        int more = answer.citations().size() - blocks.size();
        if (more > 0) {
            blocks.add(section("+ " + more));
        }
        return blocks;
    }

    private static String source(
            Citation citation, SourceLinks links, ChatQuestion question, int longest, boolean numbered) {
        List<String> place = new ArrayList<>();
        place.add(citation.title().isBlank() ? citation.path() : citation.title());
        place.addAll(citation.headingPath());
        String label = SlackText.escapedLine(String.join(" › ", place), LONGEST_PLACE);
        String linked = links.link(question, citation)
                .map(link -> link.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C"))
                .filter(link -> link.length() <= LONGEST_LINK)
                .map(link -> "<" + link + "|" + label + ">")
                .orElse(label);
        String number = numbered ? "*[" + citation.index() + "]* " : "";
        return number + linked + " — “" + SlackText.escapedLine(citation.quote(), longest) + "”";
    }

    static Map<String, Object> section(String mrkdwn) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", mrkdwn, "verbatim", true));
    }

    private static Map<String, Object> context(String mrkdwn) {
        return Map.of(
                "type", "context", "elements", List.of(Map.of("type", "mrkdwn", "text", mrkdwn, "verbatim", true)));
    }

    static Map<String, Object> plainText(String text) {
        return Map.of("type", "plain_text", "text", text);
    }
}
