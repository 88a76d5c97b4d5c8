package dev.footnote.conversation;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.store.Store;
import java.nio.file.Path;
import java.util.Map;

/** Appends turns to a conversation and says on its standard output which are kept, until it is killed. Arguments: folder, conversation's id. */
final class TurnWriter {

    private TurnWriter() {}

    public static void main(String[] arguments) {
        try (Store store = Store.sqlite(Path.of(arguments[0]))) {
            JdbiConversationStore conversations = new JdbiConversationStore(store);
            String last = conversations
                    .turns(Principal.LOCAL, arguments[1])
                    .getLast()
                    .answer()
                    .id();
            for (int i = 0; i < 200; i++) {
                Answer answer = ConversationStoreContract.answer("Question " + i, true);
                conversations
                        .append(Principal.LOCAL, arguments[1], last, answer, Map.of())
                        .orElseThrow()
                        .number();
                System.out.println(answer.id());
                System.out.flush();
                last = answer.id();
            }
        }
        System.out.println("end");
    }
}
