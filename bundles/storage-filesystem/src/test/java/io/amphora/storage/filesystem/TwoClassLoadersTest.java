package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.WriterConflictException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The old and the new bundle of an update are two class loaders in one process; their writers exclude each other. */
final class TwoClassLoadersTest {

    private static final StoragePath PATH = StoragePath.parse("/uploads/1/data");

    @Test
    void writerOfAnotherClassLoaderIsInTheWay() throws Exception {
        DirectoryStore store = new DirectoryStore();
        StorageDriver mine = store.open();
        StorageDriver theirs = openElsewhere(store.root());
        StorageWriter writer = theirs.write(PATH, PATH);
        writer.write(ByteBuffer.allocate(10));
        Mark mark = writer.checkpoint();

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(WriterConflictException.class)
                    .isThrownBy(() -> mine.resume(PATH, mark).close());
        }
        ((Closeable) theirs).close();
        try (StorageWriter next = mine.resume(PATH, mark)) {
            assertThat(next.offset()).isEqualTo(10);
            next.commit(PATH);
        }

        assertThat(mine.stat(PATH).size()).isEqualTo(10);
        assertThat(System.getProperties().stringPropertyNames())
                .noneMatch(key -> key.startsWith("io.amphora.storage.filesystem.writer:" + store.root()));
        store.deactivate(mine);
        store.close();
    }

    private static StorageDriver openElsewhere(Path root) throws Exception {
        Class<?> elsewhere = new Elsewhere().loadClass(DirectoryStore.class.getName());
        assertThat(elsewhere).isNotSameAs(DirectoryStore.class);
        Method open = elsewhere.getDeclaredMethod("openAt", String.class);
        open.setAccessible(true);
        return (StorageDriver) open.invoke(null, root.toString());
    }

    /** Defines the driver's classes anew; takes all others, the SPI too, from where they are. */
    private static final class Elsewhere extends ClassLoader {

        Elsewhere() {
            super(TwoClassLoadersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.amphora.storage.filesystem.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
