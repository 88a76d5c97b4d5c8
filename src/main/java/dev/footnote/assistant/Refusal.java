package dev.footnote.assistant;

import java.util.regex.Pattern;

/** Tells a language model's "I do not know" or "I cannot help with that" from an answer, in whatever words it comes. */
final class Refusal {

    private static final String DOCUMENTS =
            "(?:passages?|documents?|context|texts?|sources?|excerpts?|information|material|content)";

    private static final Pattern WORDS = Pattern.compile("(?i)\\b(?:"
            + "(?:i|we) (?:do not|don['’]t|did not|didn['’]t) (?:know|have (?:any |enough |the |that )?(?:information|details|data|access))"
            + "|(?:i|we)(?: am|['’]m| are|['’]re) (?:not (?:sure|able to|aware)|unable to|sorry)"
            + "|(?:i|we) (?:cannot|can['’]t|can not|could not|couldn['’]t|won['’]t|will not) "
            + "(?:answer|help|assist|find|provide|determine|say|tell|share|discuss|comply|do that|see)"
            + "|" + DOCUMENTS + "(?: provided| given| above)? (?:do(?:es)? not|don['’]t|doesn['’]t|did not|didn['’]t) "
            + "(?:\\w+ )?(?:contain|mention|say|provide|state|specify|include|answer|give|discuss|cover|address|tell|describe|have)"
            + "|(?:no|not enough|insufficient) (?:such |relevant |specific )?(?:information|mention|details|answer|evidence)\\b.{0,60}"
            + "(?:" + DOCUMENTS + "|found|available|provided|given)"
            + "|(?:is|are|was|were) not (?:mentioned|stated|specified|provided|given|found|covered|answered|discussed|included|contained)"
            + "|not (?:in|found in|mentioned in|part of) the (?:provided |given )?" + DOCUMENTS
            + "|as an ai\\b"
            + "|(?:weiß|weiss) (?:ich|es) nicht|nicht in den (?:dokumenten|texten|passagen)|keine (?:angaben|informationen)"
            + "|je ne sais pas|ne (?:mentionnent?|contien(?:t|nent)|précisent?) pas"
            + "|no (?:lo )?sé\\b|no (?:mencionan?|contienen?|especifican?)"
            + ")");

    private Refusal() {}

    /** Tells whether the text says that there is no answer. Of a text that cites something, this must not be asked. */
    static boolean isOne(String text) {
        return WORDS.matcher(text).find();
    }
}
