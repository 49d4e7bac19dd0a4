package io.amphora.itests.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.http.HttpService;
import org.osgi.util.tracker.ServiceTracker;

/** A web application that has nothing to do with us: answers {@code /other} wherever there is an HTTP service. */
public final class OtherApplication implements BundleActivator {

    private @Nullable ServiceTracker<HttpService, HttpService> tracker;

    /** Writes it as a bundle. */
    static void writeTo(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "other.application");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", OtherApplication.class.getName());
        headers.putValue(
                "Import-Package",
                "javax.servlet,javax.servlet.http,org.osgi.framework,org.osgi.service.http,org.osgi.util.tracker");
        Path next = Files.createTempFile("other", ".jar");
        try (OutputStream file = Files.newOutputStream(next);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> type : new Class<?>[] {OtherApplication.class, Tracker.class, Hello.class}) {
                add(out, type);
            }
        }
        Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing");
            }
            in.transferTo(out);
        }
        out.closeEntry();
    }

    @Override
    public void start(BundleContext context) {
        tracker = new Tracker(context);
        tracker.open();
    }

    @Override
    public void stop(BundleContext context) {
        if (tracker != null) {
            tracker.close();
        }
    }

    /** Registers the servlet with every HTTP service. */
    static final class Tracker extends ServiceTracker<HttpService, HttpService> {

        Tracker(BundleContext context) {
            super(context, HttpService.class, null);
        }

        @Override
        public HttpService addingService(ServiceReference<HttpService> reference) {
            HttpService service = context.getService(reference);
            try {
                service.registerServlet("/other", new Hello(), null, null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return service;
        }
    }

    /** The servlet. */
    static final class Hello extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("other");
        }
    }
}
