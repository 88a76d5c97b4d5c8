package dev.footnote.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a question over a bare socket and reads the events of its answer line by line, as they come. */
final class StreamClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader reader;
    private final int status;

    /** Asks, and waits for the response's status unless told not to. */
    StreamClient(String address, String question, boolean wait) throws IOException {
        URI uri = URI.create(address);
        socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        byte[] body = RunningService.body(question).getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: "
                        + body.length + "\r\n\r\n";
        socket.getOutputStream()
                .write((head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        status = wait ? Integer.parseInt(reader.readLine().split(" ", -1)[1]) : 0;
    }

    int status() {
        return status;
    }

    /** Returns the next line that comes; null at the end. */
    @Nullable
    String line() throws IOException {
        return reader.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
