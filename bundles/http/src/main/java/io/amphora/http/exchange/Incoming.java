package io.amphora.http.exchange;

import java.io.IOException;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;

/** The one listener that a request's stream may have; hands on to who reads at the moment. */
final class Incoming implements ReadListener {

    private volatile @Nullable ReadListener reader;

    /** Lets a reader begin, or take over from one that reads no more. */
    void read(ServletInputStream stream, ReadListener next) throws IOException {
        boolean first = reader == null;
        reader = next;
        if (first) {
            stream.setReadListener(this);
        } else {
            next.onDataAvailable();
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        ReadListener current = reader;
        if (current != null) {
            current.onDataAvailable();
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        ReadListener current = reader;
        if (current != null) {
            current.onAllDataRead();
        }
    }

    @Override
    public void onError(Throwable fault) {
        ReadListener current = reader;
        if (current != null) {
            current.onError(fault);
        }
    }
}
