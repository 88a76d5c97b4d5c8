package dev.footnote.assistant;

import dev.footnote.assistant.Wording.Item;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** English words that say the opposite of each other, as far as one sentence is likely to put one for the other. */
final class Opposites {

    private static final String PAIRS =
            "increase decrease, rise fall, grow shrink, more fewer, more less, most least, high low, higher lower, highest lowest, "
                    + "large small, larger smaller, largest smallest, big small, bigger smaller, longer shorter, before after, first last, "
                    + "early late, earlier later, north south, northern southern, east west, eastern western, male female, man woman, men "
                    + "women, positive negative, begin end, start end, start finish, win lose, victory defeat, buy sell, allow forbid, permit "
                    + "prohibit, legal illegal, minimum maximum, above below, old new, older younger, old young, better worse, best worst, "
                    + "always never, inside outside, internal external, import export, strong weak, stronger weaker, success failure, succeed "
                    + "fail, accept reject, hot cold, fast slow, faster slower, open close, public private, include exclude, possible "
                    + "impossible, top bottom, upper lower, rich poor, gain lose, love hate, support oppose, majority minority, won lost, win "
                    + "lost, won lose, rose fell, began ended, begun ended, improve worsen, hire fire, day night, husband wife, father "
                    + "mother, son daughter, brother sister, boy girl, urban rural, minor major, lower upper, decline increase, decline grow, "
                    + "drop rise, drop increase, reduce increase, fall increase, rise decrease, common rare, safe dangerous, easy difficult, "
                    + "active passive, wet dry, summer winter";

    private static final Set<String> PREFIXES = Set.of("un", "in", "im", "il", "ir", "dis", "non");

    /** Shorter words only happen to begin like that: under, income. */
    private static final int SHORTEST_WITH_PREFIX = 5;

    private static final Map<String, Set<String>> OPPOSITES = new HashMap<>();

    static {
        for (String pair : PAIRS.split(", ", -1)) {
            List<String> stems =
                    Wording.of(pair).items().stream().map(Item::stem).toList();
            OPPOSITES.computeIfAbsent(stems.getFirst(), stem -> new HashSet<>()).add(stems.getLast());
            OPPOSITES.computeIfAbsent(stems.getLast(), stem -> new HashSet<>()).add(stems.getFirst());
        }
    }

    private Opposites() {}

    /** Tells whether two stems are opposites: listed as such, or one is the other with a prefix that negates. */
    static boolean are(String one, String other) {
        return OPPOSITES.getOrDefault(one, Set.of()).contains(other) || negates(one, other) || negates(other, one);
    }

    private static boolean negates(String longer, String shorter) {
        return shorter.length() >= SHORTEST_WITH_PREFIX
                && longer.endsWith(shorter)
                && PREFIXES.contains(longer.substring(0, longer.length() - shorter.length()));
    }
}
