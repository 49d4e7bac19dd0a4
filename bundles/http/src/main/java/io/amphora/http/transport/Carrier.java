package io.amphora.http.transport;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A request and its response in the hands of a container, which never make a caller wait. */
public interface Carrier {

    /** What came in; its body is read from {@link #input} only. */
    HttpServletRequest request();

    /** What goes out; its body is written to {@link #output}, or here by who may wait. */
    HttpServletResponse response();

    /** The request's body; takes a listener. */
    ServletInputStream input() throws IOException;

    /** The response's body; takes a listener. */
    ServletOutputStream output() throws IOException;

    /** Gives both back to the container; nobody may use them afterwards. */
    void complete();

    /** As the container does it on its own. */
    static Carrier of(AsyncContext context) {
        return new AsyncCarrier(
                context, (HttpServletRequest) context.getRequest(), (HttpServletResponse) context.getResponse());
    }
}
