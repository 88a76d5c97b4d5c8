package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the fake Slack refuses what the real one does. */
class SlackRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"')
                .replace("3001x", "x".repeat(3_001))
                .replace("12001x", "x".repeat(12_001))
                .replace("256x", "x".repeat(256))
                .replace("76x", "x".repeat(76)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "chat.postMessage | {'channel':'C1','text':'x','thread':'1'} | unknown_argument_thread",
                "chat.postMessage | {'text':'x'} | missing_argument_channel",
                "chat.postMessage | {'channel':'C1'} | no_text",
                "chat.postMessage | {'channel':'C1','text':'<!channel>'} | text_that_calls_or_is_too_long",
                "chat.postMessage | {'channel':'C1','text':'x','metadata':{'event_type':'e'}} | invalid_metadata_format",
                "chat.postMessage | {'channel':'C1','text':'x','blocks':[{'type':'card'}]} | invalid_blocks",
                "chat.postMessage | {'channel':'C1','text':'x','blocks':[{'type':'section','text':{'type':'mrkdwn','text':'3001x'}}]} | invalid_blocks",
                "chat.postMessage | {'channel':'C1','text':'x','blocks':[{'type':'markdown','text':'12001x'}]} | msg_blocks_too_long",
                "chat.postMessage | {'channel':'C1','text':'x','blocks':[{'type':'markdown','text':'x','colour':'red'}]} | blocks_the_sdk_cannot_read",
                "chat.postMessage | {'channel':'C1','text':'x','blocks':[{'type':'actions','elements':[{'type':'button','action_id':'256x','text':{'type':'plain_text','text':'x'}}]}]} | invalid_blocks",
                "chat.postMessage | {'channel':'C1','text':'x','blocks':[{'type':'actions','elements':[{'type':'button','action_id':'a','text':{'type':'plain_text','text':'76x'}}]}]} | invalid_blocks",
                "chat.postMessage | {'channel':'C1','text':'x','blocks':[{'type':'context','elements':[]}]} | invalid_blocks",
                "chat.startStream | {'channel':'C1','thread_ts':'1'} | missing_argument_recipient_user_id",
                "chat.appendStream | {'channel':'C1','ts':'1','markdown_text':'12001x'} | msg_too_long",
                "views.open | {'trigger_id':'t','view':{'type':'modal','title':{'type':'plain_text','text':'A title that is far too long'},'blocks':[{'type':'markdown','text':'x'}]}} | invalid_arguments",
                "assistant.threads.setSuggestedPrompts | {'channel_id':'D1','prompts':[]} | invalid_arguments",
                "assistant.threads.setSuggestedPrompts | {'channel_id':'D1','thread_ts':'1','prompts':[]} | unknown_argument_thread_ts",
                "chat.meMessage | {} | unknown_method"
            })
    void whatSlackDoesNotTakeIsNamed(String method, String body, String mistake) throws JsonProcessingException {
        assertThat(SlackRules.mistake(method, json(body))).isEqualTo(mistake);
    }

    @Test
    void tooManyBlocksAreTooMany() throws JsonProcessingException {
        String block = "{'type':'section','text':{'type':'mrkdwn','text':'x'}}";
        String fifty =
                String.join(",", IntStream.range(0, 50).mapToObj(i -> block).toList());
        assertThat(SlackRules.blocks(json("[" + fifty + "]"), 50)).isNull();
        assertThat(SlackRules.blocks(json("[" + fifty + "," + block + "]"), 50)).isEqualTo("msg_blocks_too_long");
    }

    @Test
    void aChannelTakesAFewMessagesAtOnceAndThenOneASecond() {
        SlackRates rates = new SlackRates();
        for (int i = 0; i < 5; i++) {
            assertThat(rates.take("chat.postMessage", "C1")).isEqualTo(Duration.ZERO);
        }
        assertThat(rates.take("chat.postMessage", "C1")).isEqualTo(Duration.ofSeconds(1));
        assertThat(rates.take("chat.postMessage", "C2")).isEqualTo(Duration.ZERO);
    }

    @Test
    void aMethodTakesAsManyCallsAMinuteAsItsTierSays() {
        SlackRates rates = new SlackRates();
        for (int i = 0; i < 20; i++) {
            assertThat(rates.take("chat.startStream", "C" + i)).isEqualTo(Duration.ZERO);
        }
        assertThat(rates.take("chat.startStream", "C1")).isEqualTo(Duration.ofSeconds(3));
    }
}
