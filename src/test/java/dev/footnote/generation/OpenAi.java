package dev.footnote.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What OpenAI's API sends. */
public final class OpenAi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenAi() {}

    /** Returns an event's data with a piece of text. */
    public static String piece(String text) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + quoted(text) + "},\"finish_reason\":null}]}";
    }

    /** Returns the data of the event that says why the model has finished. */
    public static String finish(String reason) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
                + reason + "\"}]}";
    }

    /** Returns a script that answers as a well-behaved model. */
    public static MisbehavingServer.Script says(String... pieces) {
        return connection -> {
            connection.stream();
            for (String piece : pieces) {
                connection.data(piece(piece));
            }
            end(connection);
        };
    }

    /** Ends a stream as it should be. */
    public static void end(MisbehavingServer.Connection connection) throws IOException {
        connection.data(finish("stop")).data("[DONE]");
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
