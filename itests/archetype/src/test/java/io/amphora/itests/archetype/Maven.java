package io.amphora.itests.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** The Maven that builds this project, in a process of its own over a scratch repository. */
final class Maven {

    private static final int SECONDS = 300;

    private final ScratchRepository repository;

    Maven(ScratchRepository repository) {
        this.repository = repository;
    }

    /** Runs one goal in a folder; returns what it printed, after it succeeded. */
    String run(Path folder, String goal, Map<String, String> properties) throws IOException, MavenInvocationException {
        List<String> printed = new ArrayList<>();
        Properties all = new Properties();
        all.putAll(properties);
        InvocationRequest request = new DefaultInvocationRequest()
                .setBatchMode(true)
                .setBaseDirectory(folder.toFile())
                .setGlobalSettingsFile(repository.settings().toFile())
                .setJavaHome(new File(System.getProperty("java.home")))
                .setMavenHome(new File(System.getProperty("maven.home")))
                .setLocalRepositoryDirectory(repository.folder().toFile())
                .setNoTransferProgress(true)
                .setProperties(all)
                .setOutputHandler(printed::add)
                .addArgs(List.of(goal));
        request.setErrorHandler(printed::add);
        request.setTimeoutInSeconds(SECONDS);
        InvocationResult result = new DefaultInvoker().execute(request);
        String output = String.join("\n", printed);
        assertThat(result.getExitCode()).as("%s%n%s", goal, output).isZero();
        return output;
    }
}
