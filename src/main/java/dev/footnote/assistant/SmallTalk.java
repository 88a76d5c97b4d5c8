package dev.footnote.assistant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Knows messages that ask for nothing, such as a greeting, and what to say to them. Nothing is searched for these. */
final class SmallTalk {

    private static final String POLITE =
            "(?: (?:there|again|everyone|all|so much|very much|a lot|you|footnote|bot|for (?:that|this|your help|the help|the answer)))*";

    private record Exchange(Pattern message, String reply) {}

    private static final List<Exchange> EXCHANGES = List.of(
            exchange(
                    "(?:hello|hi|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin"
                            + "|bonjour|hola|ciao|salut)",
                    "Hello! Ask me something about the documents."),
            exchange(
                    "(?:(?:ok(?:ay)?|great|perfect|wonderful|good|nice|cool),? )?(?:thanks?|thank you|thx|ty|cheers|much appreciated|danke|merci|gracias)",
                    "You are welcome. Is there anything else about the documents?"),
            exchange(
                    "(?:bye|goodbye|good night|see you|farewell|take care|tschüss|auf wiedersehen|adieu|adiós)(?: later| soon)?",
                    "Goodbye!"),
            exchange(
                    "(?:ok(?:ay)?|alright|all right|great|perfect|wonderful|nice|cool|good|got it|i see|understood|never ?mind|sure|yes please|well done|good job|awesome)",
                    "Good. Is there anything else about the documents?"),
            exchange(
                    "(?:how are you(?: doing)?(?: today)?|how(?:'s| is) it going|what(?:'s| is) up)",
                    "Ready to answer. Ask me something about the documents."),
            exchange(
                    "(?:who|what) are you|what can (?:you|i) (?:do|ask)(?: here)?|what do you do|help(?: me)?|are you (?:a )?(?:human|bot|robot|ai|real)",
                    "I answer questions about a folder of documents. Under every sentence of an answer stand the words that it rests on, and where"
                            + " the documents do not answer, I say so. Ask me something about them."));

    private SmallTalk() {}

    private static Exchange exchange(String message, String reply) {
        return new Exchange(Pattern.compile("(?:" + message + ")" + POLITE), reply);
    }

    /** Returns what to say to a message that is nothing but small talk. */
    static Optional<String> reply(Question question) {
        String message = question.text()
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[^\\p{L}\\p{N}' ,]+", " ")
                .replaceAll("(?:, ?)?\\bplease\\b(?=\\s*$)", "")
                .replaceAll("\\s+", " ")
                .replaceAll("^[ ,]+|[ ,]+$", "");
        // "Hello, thank you": each part by itself
        String[] parts = message.split(" ?, ?", -1);
        String reply = null;
        for (String part : parts) {
            Optional<String> said = EXCHANGES.stream()
                    .filter(exchange -> exchange.message().matcher(part).matches())
                    .map(Exchange::reply)
                    .findFirst();
            if (said.isEmpty()) {
                return whole(message);
            }
            reply = said.get();
        }
        return Optional.ofNullable(reply);
    }

    private static Optional<String> whole(String message) {
        return EXCHANGES.stream()
                .filter(exchange -> exchange.message().matcher(message).matches())
                .map(Exchange::reply)
                .findFirst();
    }
}
