package dev.footnote.chat.slack;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The other end of Socket Mode: one WebSocket at a time, frame by frame. */
final class SocketServer implements AutoCloseable {

    private static final int TEXT = 1;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile @Nullable Socket open;
    private final AtomicInteger connections = new AtomicInteger();

    SocketServer() throws IOException {
        Thread.ofVirtual().name("socket-server").start(this::accept);
    }

    String address() {
        return "ws://127.0.0.1:" + server.getLocalPort() + "/link";
    }

    int connections() {
        return connections.get();
    }

    List<String> received() {
        return List.copyOf(received);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException | GeneralSecurityException e) {
                open = null; // the client, or the test, has closed it
            }
        }
    }

    private void serve(Socket socket) throws IOException, GeneralSecurityException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readByte());
        }
        String key = head.toString().replaceAll("(?is).*Sec-WebSocket-Key: (\\S+).*", "$1");
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        open = socket;
        connections.incrementAndGet();
        send("{\"type\":\"hello\"}");
        while (true) {
            int kind = in.readUnsignedByte() & 15;
            int length = in.readUnsignedByte() & 127;
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] data = in.readNBytes(length);
            for (int i = 0; i < data.length; i++) {
                data[i] ^= mask[i % 4];
            }
            if (kind == TEXT) {
                received.add(new String(data, StandardCharsets.UTF_8));
            }
        }
    }

    void send(String text) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        Socket socket = open;
        if (socket == null) {
            throw new IOException("nobody is connected");
        }
        OutputStream out = socket.getOutputStream();
        byte[] frame = new byte[data.length + (data.length < 126 ? 2 : 4)];
        frame[0] = (byte) 0x81;
        if (data.length < 126) {
            frame[1] = (byte) data.length;
        } else {
            frame[1] = 126;
            frame[2] = (byte) (data.length >> 8);
            frame[3] = (byte) data.length;
        }
        System.arraycopy(data, 0, frame, frame.length - data.length, data.length);
        out.write(frame);
        out.flush();
    }

    /** Breaks the connection. */
    void drop() throws IOException {
        Socket socket = open;
        if (socket != null) {
            open = null;
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        drop();
        server.close();
    }
}
