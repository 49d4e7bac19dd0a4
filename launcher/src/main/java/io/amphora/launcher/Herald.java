package io.amphora.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.function.BooleanSupplier;

/** Waits for the registry's first answer and words the news. */
final class Herald {

    private static final int PAUSE_MILLIS = 200;
    private static final int TIME_OUT_MILLIS = 5_000;

    private final String address;

    Herald(int port) {
        this.address = "127.0.0.1:" + port;
    }

    /** Returns whether it answered before it ended. */
    boolean awaitAnswer(BooleanSupplier alive) {
        try {
            while (alive.getAsBoolean()) {
                if (answers()) {
                    return true;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean answers() {
        try {
            URL ping = URI.create("http://" + address + "/v2/").toURL();
            HttpURLConnection connection = (HttpURLConnection) ping.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIME_OUT_MILLIS);
            connection.setReadTimeout(TIME_OUT_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    String news() {
        return """

                Amphora is ready at http://%1$s/v2/  (Ctrl-C stops it)
                Push with:  docker tag IMAGE %1$s/IMAGE && docker push %1$s/IMAGE

                """
                .formatted(address);
    }
}
