package io.amphora.registry.core.manifest;

import io.amphora.registry.manifest.ManifestFormat;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** How a framework names a service: ordered by rank. */
record FakeReference(int rank) implements ServiceReference<ManifestFormat> {

    @Override
    public int compareTo(Object other) {
        return Integer.compare(rank, ((FakeReference) other).rank);
    }

    @Override
    public Object getProperty(String key) {
        return null;
    }

    @Override
    public String[] getPropertyKeys() {
        return new String[0];
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>();
    }

    @Override
    public Bundle getBundle() {
        return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }
}
