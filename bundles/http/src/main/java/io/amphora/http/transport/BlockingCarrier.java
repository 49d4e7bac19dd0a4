package io.amphora.http.transport;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A request in a container that cannot serve it asynchronously, as when a filter before us does not take part. The
 * container's thread itself moves the bytes, in {@link #run}; all others see streams that never wait.
 */
public final class BlockingCarrier implements Carrier {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
    private final BlockingInput input;
    private final BlockingOutput output;
    /** Seen by the container's thread only. */
    private boolean completed;

    /** For a request on the container's thread. */
    public BlockingCarrier(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
        input = new BlockingInput(request, steps::add);
        output = new BlockingOutput(response, this::write);
    }

    /** Moves bytes until the request is complete. An interrupt does not end it: others still use the request. */
    public void run() {
        boolean interrupted = false;
        while (!completed) {
            try {
                steps.take().run();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** While the container's thread waits for the client to send, who answers writes it himself: that is short then. */
    private void write(Runnable step) {
        if (input.isAsked()) {
            step.run();
        } else {
            steps.add(step);
        }
    }

    @Override
    public HttpServletRequest request() {
        return request;
    }

    @Override
    public HttpServletResponse response() {
        return response;
    }

    @Override
    public ServletInputStream input() {
        return input;
    }

    @Override
    public ServletOutputStream output() {
        return output;
    }

    @Override
    public void complete() {
        steps.add(() -> completed = true);
    }
}
