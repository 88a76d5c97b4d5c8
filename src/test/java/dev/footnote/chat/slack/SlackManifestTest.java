package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.slack.api.SlackConfig;
import com.slack.api.model.manifest.AppManifest;
import com.slack.api.util.json.GsonFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests that are pasted into Slack, by the rules of its documentation. */
class SlackManifestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HTTP = "docs/slack/manifest-http.json";
    private static final String SOCKET = "docs/slack/manifest-socket-mode.json";

    /** What each part of a manifest may hold. */
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            Map.entry("", Set.of("display_information", "features", "oauth_config", "settings")),
            Map.entry("display_information", Set.of("name", "description", "background_color", "long_description")),
            Map.entry("features", Set.of("agent_view", "app_home", "bot_user", "slash_commands")),
            Map.entry("features.agent_view", Set.of("agent_description", "suggested_prompts")),
            Map.entry(
                    "features.app_home",
                    Set.of("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled")),
            Map.entry("features.bot_user", Set.of("display_name", "always_online")),
            Map.entry("oauth_config", Set.of("scopes", "redirect_urls")),
            Map.entry("oauth_config.scopes", Set.of("bot")),
            Map.entry(
                    "settings",
                    Set.of(
                            "event_subscriptions",
                            "interactivity",
                            "org_deploy_enabled",
                            "socket_mode_enabled",
                            "token_rotation_enabled")),
            Map.entry("settings.event_subscriptions", Set.of("bot_events", "request_url")),
            Map.entry("settings.interactivity", Set.of("is_enabled", "request_url")));

    /** Which scope lets the bot hear of an event; null: none is needed. */
    private static final Map<String, String> SCOPES = Map.of(
            "app_mention", "app_mentions:read",
            "message.channels", "channels:history",
            "message.groups", "groups:history",
            "message.im", "im:history",
            "app_home_opened", "",
            "agent_session_stopped", "");

    private static JsonNode manifest(String path) throws IOException {
        return JSON.readTree(Files.readString(Path.of(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, SOCKET})
    void nothingIsInItThatSlackDoesNotKnow(String path) throws IOException {
        JsonNode manifest = manifest(path);
        KNOWN.forEach((place, known) -> {
            JsonNode part = place.isEmpty() ? manifest : manifest.at("/" + place.replace('.', '/'));
            List<String> names = new ArrayList<>();
            part.fieldNames().forEachRemaining(names::add);
            assertThat(known).as(place).containsAll(names);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, SOCKET})
    void everyTextHasTheLengthThatSlackAllows(String path) throws IOException {
        JsonNode manifest = manifest(path);
        assertThat(manifest.at("/display_information/name").asText()).hasSizeBetween(1, 35);
        assertThat(manifest.at("/display_information/description").asText()).hasSizeBetween(1, 140);
        assertThat(manifest.at("/features/bot_user/display_name").asText()).hasSizeBetween(1, 80);
        assertThat(manifest.at("/features/agent_view/agent_description").asText())
                .hasSizeBetween(1, 300);
        assertThat(manifest.at("/features/agent_view/suggested_prompts")).hasSizeBetween(1, 4);
        for (JsonNode command : manifest.at("/features/slash_commands")) {
            assertThat(command.path("command").asText()).matches("/[a-z0-9_-]{1,31}");
            assertThat(command.path("description").asText()).hasSizeBetween(1, 2_000);
            assertThat(command.path("usage_hint").asText()).hasSizeBetween(1, 1_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, SOCKET})
    void everyEventHasTheScopeThatItNeedsAndEveryMethodToo(String path) throws IOException {
        JsonNode manifest = manifest(path);
        Set<String> scopes = new TreeSet<>();
        manifest.at("/oauth_config/scopes/bot").forEach(scope -> scopes.add(scope.asText()));
        for (JsonNode event : manifest.at("/settings/event_subscriptions/bot_events")) {
            assertThat(SCOPES).containsKey(event.asText());
            String needed = SCOPES.getOrDefault(event.asText(), "");
            assertThat(needed.isEmpty() || scopes.contains(needed))
                    .as(event.asText())
                    .isTrue();
        }
        assertThat(scopes).contains("chat:write", "commands", "assistant:write", "users:read");
        assertThat(manifest.at("/features/app_home/messages_tab_enabled").asBoolean())
                .isTrue();
        assertThat(manifest.at("/features/app_home/messages_tab_read_only_enabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(manifest.at("/settings/interactivity/is_enabled").asBoolean())
                .isTrue();
    }

    @Test
    void overHttpEachAddressIsThereAndInSocketModeNone() throws IOException {
        JsonNode http = manifest(HTTP);
        assertThat(http.at("/settings/socket_mode_enabled").asBoolean(true)).isFalse();
        assertThat(http.findValuesAsText("request_url"))
                .hasSize(2)
                .allSatisfy(url -> assertThat(url).startsWith("https://footnote.example.org/chat/slack/"));
        assertThat(http.at("/features/slash_commands/0/url").asText())
                .isEqualTo("https://footnote.example.org/chat/slack/commands");
        JsonNode socket = manifest(SOCKET);
        assertThat(socket.at("/settings/socket_mode_enabled").asBoolean()).isTrue();
        assertThat(socket.findValues("request_url")).isEmpty();
        assertThat(socket.findValues("url")).isEmpty();
    }

    /** The SDK does not know agents yet; whatever else is there it must know. */
    @ParameterizedTest
    @ValueSource(strings = {HTTP, SOCKET})
    void slacksSdkReadsIt(String path) throws IOException {
        JsonNode manifest = manifest(path);
        ((ObjectNode) manifest.path("features")).remove("agent_view");
        SlackConfig config = new SlackConfig();
        config.setFailOnUnknownProperties(true);
        Gson sdk = GsonFactory.createSnakeCase(config);
        AppManifest read = sdk.fromJson(manifest.toString(), AppManifest.class);
        assertThat(read.getDisplayInformation().getName()).isEqualTo("Footnote");
        assertThat(read.getFeatures().getSlashCommands()).hasSize(1);
        assertThat(read.getSettings().getEventSubscriptions().getBotEvents()).hasSize(6);
        assertThat(read.getOauthConfig().getScopes().getBot()).hasSize(8);
    }
}
