package io.amphora.itests.distribution;

import io.amphora.itests.client.RegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests one {@link DistributionServer} for all classes of a module, in {@code target/server}, or a
 * {@link RegistryClient} of it. A test also fails when the server died or logged an error or a stack trace meanwhile. What
 * was logged during a test that fails is shown.
 */
public final class SharedServer
        implements ParameterResolver, BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);
    private static final Path FOLDER = Path.of("target", "server");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DistributionServer.class || type == RegistryClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        DistributionServer server = server(context);
        boolean wantsClient = parameter.getParameter().getType() == RegistryClient.class;
        return wantsClient ? new RegistryClient(server.port()) : server;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("position", server(context).log().position());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        DistributionServer server = server(context);
        List<String> troubles = server.log().troublesSince(position(context));
        if (!server.process().isAlive()) {
            throw new AssertionError("the server ended\n" + server.log().tail());
        }
        if (!troubles.isEmpty()) {
            throw new AssertionError("the server logged errors or stack traces\n" + loggedDuring(context));
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failure.addSuppressed(new AssertionError("the server's log meanwhile:\n" + loggedDuring(context)));
        throw failure;
    }

    private static String loggedDuring(ExtensionContext context) {
        return String.join("\n", server(context).log().since(position(context)));
    }

    private static long position(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrDefault("position", Long.class, 0L);
    }

    private static DistributionServer server(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.getOrComputeIfAbsent("server", key -> startAnew(), DistributionServer.class);
    }

    private static DistributionServer startAnew() {
        try {
            deleteTree(FOLDER);
            return DistributionServer.start(FOLDER, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
