package dev.footnote.assistant;

import dev.footnote.assistant.Wording.Item;
import java.util.Arrays;
import java.util.List;

/**
 * Which items of a claim stand for which items of its evidence, if both are read in order: the heaviest common subsequence. Names and
 * numbers weigh less than words, so that words make the frame in which a name or number that has taken the place of another is seen.
 */
final class Alignment {

    private static final int WORD = 3;
    private static final int NAME_OR_FIGURE = 2;
    private static final int NONE = -1;

    private final int[] inEvidence;
    private final int[] inClaim;

    Alignment(Wording claim, Wording evidence) {
        List<Item> items = claim.items();
        int rows = items.size();
        int columns = evidence.items().size();
        boolean[][] same = new boolean[rows][columns];
        int[][] heaviest = new int[rows + 1][columns + 1];
        for (int row = rows - 1; row >= 0; row--) {
            for (int column : evidence.occurrences(items.get(row))) {
                same[row][column] = true;
            }
            for (int column = columns - 1; column >= 0; column--) {
                int without = Math.max(heaviest[row + 1][column], heaviest[row][column + 1]);
                heaviest[row][column] = same[row][column]
                        ? Math.max(without, heaviest[row + 1][column + 1] + weight(items.get(row)))
                        : without;
            }
        }
        inEvidence = new int[rows];
        inClaim = new int[columns];
        Arrays.fill(inEvidence, NONE);
        Arrays.fill(inClaim, NONE);
        int row = 0;
        int column = 0;
        while (row < rows && column < columns) {
            if (same[row][column] && heaviest[row][column] == heaviest[row + 1][column + 1] + weight(items.get(row))) {
                inEvidence[row] = column;
                inClaim[column] = row;
                row++;
                column++;
            } else if (heaviest[row + 1][column] >= heaviest[row][column + 1]) {
                row++;
            } else {
                column++;
            }
        }
    }

    private static int weight(Item item) {
        return item.isNameOrFigure() ? NAME_OR_FIGURE : WORD;
    }

    /** Returns the item of the evidence that an item of the claim stands for; negative for none. */
    int inEvidence(int itemOfClaim) {
        return inEvidence[itemOfClaim];
    }

    /** Returns the item of the claim that stands for an item of the evidence; negative for none. */
    int inClaim(int itemOfEvidence) {
        return inClaim[itemOfEvidence];
    }

    /** Returns the items of the evidence that have a counterpart, in order. */
    List<Integer> matched() {
        return Arrays.stream(inEvidence).filter(item -> item >= 0).boxed().toList();
    }
}
