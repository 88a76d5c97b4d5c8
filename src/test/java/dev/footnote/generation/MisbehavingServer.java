package dev.footnote.generation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;

/**
 * A server over bare sockets that does, connection by connection, whatever a script tells it to: answer as a language model's API, answer
 * nonsense, stall, break off. The last script goes on for all further connections.
 */
public final class MisbehavingServer implements AutoCloseable {

    /** What is done with one connection; the request has been read. */
    @FunctionalInterface
    public interface Script {
        void run(Connection connection) throws IOException;
    }

    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Connection> connections = java.util.Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<Connection> gone = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    /** Starts to listen on a free port of this machine. */
    public MisbehavingServer(Script... scripts) {
        this(ServerSocketFactory.getDefault(), scripts);
    }

    MisbehavingServer(ServerSocketFactory factory, Script... scripts) {
        try {
            server = factory.createServerSocket(0, 20_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Iterator<Script> remaining = List.of(scripts).iterator();
        threads.execute(() -> accept(remaining));
    }

    private void accept(Iterator<Script> scripts) {
        Script script = scripts.next();
        try {
            while (true) {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                open.incrementAndGet();
                Script now = script;
                threads.execute(() -> serve(connection, now));
                script = scripts.hasNext() ? scripts.next() : script;
            }
        } catch (SocketException e) {
            if (!server.isClosed()) {
                failures.add(e);
            }
        } catch (IOException e) {
            failures.add(e);
        }
    }

    private void serve(Connection connection, Script script) {
        try (connection.socket) {
            if (connection.read()) {
                script.run(connection);
            }
        } catch (IOException e) {
            connection.leftEarly = true;
        } catch (RuntimeException e) {
            failures.add(e);
        } finally {
            open.decrementAndGet();
            connection.ended = System.nanoTime();
            gone.add(connection);
        }
    }

    /** Returns the address, without a path. */
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns how many connections there have been. */
    public int connections() {
        return connections.size();
    }

    /** Returns how many connections are open. */
    public int open() {
        return open.get();
    }

    /** Returns the connection with this number, from 0. */
    public Connection connection(int number) {
        return connections.get(number);
    }

    /** Waits until a connection has come to its end, and returns it. */
    Connection awaitEnd() throws InterruptedException {
        Connection ended = gone.poll(10, TimeUnit.SECONDS);
        if (ended == null) {
            throw new AssertionError("a connection must have ended within 10 s, but " + open + " are open");
        }
        return ended;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : List.copyOf(connections)) {
            connection.socket.close();
        }
        threads.close();
        if (!failures.isEmpty()) {
            throw new AssertionError("a script failed", failures.peek());
        }
    }

    /** One connection. */
    public static final class Connection {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private String head = "";
        private String body = "";
        private volatile boolean leftEarly;
        private volatile long ended;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
            socket.setTcpNoDelay(true);
        }

        private boolean read() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                if (next == TLS_HANDSHAKE && bytes.size() == 0) {
                    send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
                    return false;
                }
                bytes.write(next);
            }
            head = bytes.toString(StandardCharsets.ISO_8859_1);
            int length = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
            body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            return true;
        }

        /** Returns the request's line and headers. */
        public String head() {
            return head;
        }

        /** Returns the request's body. */
        public String body() {
            return body;
        }

        /** Tells whether the client left while it was sent something. */
        public boolean leftEarly() {
            return leftEarly;
        }

        /** Returns when the connection came to its end, on the clock of {@link System#nanoTime()}. */
        long ended() {
            return ended;
        }

        /** Sends text as it is. */
        public Connection send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        Connection send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return this;
        }

        /** Sends the head of a stream of events, whose end is the connection's end. */
        public Connection stream() throws IOException {
            return send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        }

        /** Sends the head of a stream of events in chunks. */
        Connection chunkedStream() throws IOException {
            return send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        Connection chunk(String text) throws IOException {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            return send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
        }

        /** Sends an event. */
        public Connection data(String data) throws IOException {
            return send("data: " + data + "\n\n");
        }

        /** Sends an answer that is no stream. */
        Connection answer(int status, String headers, String content) throws IOException {
            return send("HTTP/1.1 " + status + " Status\r\nContent-Length: "
                    + content.getBytes(StandardCharsets.UTF_8).length + "\r\n" + headers + "\r\n" + content);
        }

        /** Waits. */
        public Connection pause(long milliseconds) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return this;
        }

        /** Breaks off with a reset instead of an end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does nothing until the client has gone, or for ten seconds. */
        public Connection untilGone() throws IOException {
            socket.setSoTimeout(10_000);
            try {
                int next = in.read();
                if (next >= 0) {
                    throw new AssertionError("the client must send nothing more, but it sent " + next);
                }
            } catch (SocketException e) {
                leftEarly = true; // gone with a reset is gone too
            }
            return this;
        }
    }
}
