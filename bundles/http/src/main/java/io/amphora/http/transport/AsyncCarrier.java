package io.amphora.http.transport;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * What an asynchronous container does.
 *
 * @param context of the request
 * @param request what came in
 * @param response what goes out
 */
record AsyncCarrier(AsyncContext context, HttpServletRequest request, HttpServletResponse response) implements Carrier {

    @Override
    public ServletInputStream input() throws IOException {
        return request.getInputStream();
    }

    @Override
    public ServletOutputStream output() throws IOException {
        return response.getOutputStream();
    }

    @Override
    public void complete() {
        context.complete();
    }
}
