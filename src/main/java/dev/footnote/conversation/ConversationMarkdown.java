package dev.footnote.conversation;

import dev.footnote.answer.Answer;
import dev.footnote.answer.Citation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes a conversation down as Markdown with footnotes. Whatever people, documents and models have said stands there as plain text. */
public final class ConversationMarkdown {

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|!~^]");
    private static final Pattern FOOTNOTE = Pattern.compile("\\\\\\[(\\d+)\\\\\\]");

    private ConversationMarkdown() {}

    /** Returns the conversation with its turns in their order. */
    public static String of(Conversation conversation, List<Turn> turns) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(line(conversation.title())).append("\n");
        for (Turn turn : turns) {
            Answer answer = turn.answer();
            text.append("\n## ").append(line(answer.question())).append("\n\n");
            if (!answer.understoodAs().equals(answer.question())) {
                text.append("Understood as: ")
                        .append(line(answer.understoodAs()))
                        .append("\n\n");
            }
            text.append(body(turn)).append("\n");
            for (Citation citation : answer.citations()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%n[^%d-%d]: %s: “%s”%n",
                        turn.number(),
                        citation.index(),
                        line(place(citation)),
                        line(citation.quote())));
            }
        }
        return text.toString().replace("\r\n", "\n");
    }

    /** The marks of footnotes become footnotes, one number for each turn and citation. */
    private static String body(Turn turn) {
        String escaped = escaped(turn.answer().text());
        long citations = turn.answer().citations().size();
        return FOOTNOTE.matcher(escaped)
                .replaceAll(mark -> mark.group(1).length() < 4 && Integer.parseInt(mark.group(1)) <= citations
                        ? "[^" + turn.number() + "-" + mark.group(1) + "]"
                        : mark.group().replace("\\", "\\\\"));
    }

    private static String place(Citation citation) {
        List<String> place = new ArrayList<>();
        place.add(citation.title().isBlank() ? citation.path() : citation.title());
        place.addAll(citation.headingPath());
        return String.join(" › ", place);
    }

    private static String line(String text) {
        return escaped(text.replaceAll("\\s+", " ").strip());
    }

    private static String escaped(String text) {
        return MARKUP.matcher(text).replaceAll(mark -> "\\\\" + (mark.group().equals("\\") ? "\\\\" : mark.group()));
    }
}
