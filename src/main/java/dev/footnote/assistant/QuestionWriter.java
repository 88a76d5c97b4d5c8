package dev.footnote.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes questions that a sentence or a heading answers, by turning sentences of a few plain forms about something with a name round. */
final class QuestionWriter {

    private static final String NAME =
            "(?<subject>(?:[Tt]he )?\\p{Lu}[\\p{L}\\p{M}\\p{N}'’.&-]*(?: (?:(?:of|the|and|for|de|van|von) )*\\p{Lu}[\\p{L}\\p{M}\\p{N}'’.&-]*){0,5})(?: \\([^()]{1,60}\\))?";

    private static final Pattern DEFINITION = Pattern.compile(
            "^" + NAME + " (?<be>is|was|are|were) (?:an?|the) (?<what>[^,;.]{3,200}).*", Pattern.DOTALL);

    private static final Pattern DATED = Pattern.compile(
            "^" + NAME
                    + " (?<be>was|were) (?:first |originally |officially )?(?<done>\\p{Ll}+(?:ed|ilt|orn|old|ade|un|ound|ost|ent|own)) (?:in|on) (?:[^,;.]{0,20} )?(?:1\\d|20)\\d\\d\\b.*",
            Pattern.DOTALL);

    private static final Pattern REASON =
            Pattern.compile("^" + NAME + " (?<be>is|was|are|were) (?<how>[^,;.]{3,80}?),? because .*", Pattern.DOTALL);

    private static final Pattern COUNT = Pattern.compile(
            "^" + NAME
                    + " (?<has>has|have|had) (?:about |some |over )?(?:\\d[\\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?<things>\\p{Ll}+s)\\b.*",
            Pattern.DOTALL);

    private static final Pattern YEAR = Pattern.compile("^(?:In|By) (?<year>1\\d\\d\\d|20\\d\\d),? .*", Pattern.DOTALL);

    /** "The Council": which one, only its document knows. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[Tt]he [^ ]+");

    /** Capitalised only because they begin the sentence, or names of nothing in particular. */
    private static final Pattern NO_SUBJECT = Pattern.compile(
            "(?i)(?:the )?(?:he|she|it|they|we|i|you|this|that|these|those|there|here|both|each|all|some|many|most|one|another|other|such|what|which|who|if|when|while|for|in|on|at|however|his|her|its|their|our|my|no|not|also|then|first|second|figure|table|section|chapter|note)\\b.*");

    private static final Pattern PERSON = Pattern.compile(
            "(?i)\\b(?:\\w+(?:ist|ician|grapher|ologist|wright)|man|woman|person|king|queen|prince|princess|emperor|president|minister|author|writer|poet|actor|actress|singer|player|golfer|engineer|teacher|lawyer|judge|soldier|officer|general|admiral|captain|architect|painter|philosopher|professor|director|founder|leader|politician|diplomat|explorer|driver|racer|footballer|merchant|bishop|saint)\\b");

    private static final Pattern GENERIC_HEADING = Pattern.compile(
            "(?i)(?:introduction|overview|contents|table of contents|summary|conclusion|references|notes|see also|external links|further reading|bibliography|appendix.*|sources|about|preface|foreword|background|miscellaneous|other|general|faq|license|index)");

    private static final int LONGEST_SENTENCE = 400;
    private static final int LONGEST_HEADING = 60;

    private QuestionWriter() {}

    /** Returns questions that a sentence answers; none for most sentences. */
    static List<String> about(String sentence) {
        List<String> questions = new ArrayList<>();
        if (sentence.length() > LONGEST_SENTENCE || sentence.contains("\n") || sentence.contains(" | ")) {
            return questions;
        }
        Matcher dated = matcher(DATED, sentence);
        if (dated.matches()) {
            questions.add("When " + dated.group("be") + " " + subject(dated) + " " + dated.group("done") + "?");
        }
        Matcher reason = matcher(REASON, sentence);
        if (reason.matches()) {
            questions.add("Why " + reason.group("be") + " " + subject(reason) + " " + reason.group("how") + "?");
        }
        Matcher count = matcher(COUNT, sentence);
        if (count.matches()) {
            String auxiliary = switch (count.group("has")) {
                case "has" -> "does";
                case "have" -> "do";
                default -> "did";
            };
            questions.add("How many " + count.group("things") + " " + auxiliary + " " + subject(count) + " have?");
        }
        Matcher year = YEAR.matcher(sentence);
        if (year.matches()) {
            questions.add("What happened in " + year.group("year") + "?");
        }
        Matcher definition = matcher(DEFINITION, sentence);
        if (definition.matches()
                && !AMBIGUOUS.matcher(definition.group("subject")).matches()) {
            String asked = PERSON.matcher(definition.group("what")).find() ? "Who " : "What ";
            questions.add(asked + definition.group("be") + " " + subject(definition) + "?");
        }
        return questions;
    }

    /** Returns a question for what stands under a heading; empty where it names nothing. */
    static List<String> under(String heading) {
        String words = heading.strip();
        if (words.endsWith("?")) {
            return words.length() <= LONGEST_HEADING ? List.of(words) : List.of();
        }
        boolean names = words.length() <= LONGEST_HEADING
                && words.length() > 2
                && words.codePoints().filter(Character::isLetter).count() * 2 > words.length()
                && !GENERIC_HEADING.matcher(words).matches();
        return names ? List.of("What is said about " + inSentence(words) + "?") : List.of();
    }

    private static String subject(Matcher matcher) {
        String subject = matcher.group("subject");
        return subject.startsWith("The ") ? "the " + subject.substring("The ".length()) : subject;
    }

    /** A first word that is capitalised for standing first only, and no other word is, loses its capital. */
    private static String inSentence(String heading) {
        String rest = heading.substring(1);
        boolean plain = rest.equals(rest.toLowerCase(Locale.ROOT));
        return plain ? heading.substring(0, 1).toLowerCase(Locale.ROOT) + rest : heading;
    }

    private static Matcher matcher(Pattern pattern, String sentence) {
        return pattern.matcher(NO_SUBJECT.matcher(sentence).matches() ? "" : sentence);
    }
}
