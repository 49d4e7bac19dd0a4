package io.amphora.registry.core.upload;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver as a lessee sees it: each reader and writer counts until it is closed, whatever else was called on it. */
final class HeldDriver {

    private final AtomicInteger holds;

    private HeldDriver(AtomicInteger holds) {
        this.holds = holds;
    }

    static StorageDriver of(StorageDriver driver, AtomicInteger holds) {
        HeldDriver held = new HeldDriver(holds);
        return held.proxy(
                StorageDriver.class, (proxy, method, arguments) -> held.opened(invoke(driver, method, arguments)));
    }

    private Object opened(Object result) {
        if (result instanceof StorageWriter writer) {
            return hold(StorageWriter.class, writer);
        }
        return result instanceof StorageReader reader ? hold(StorageReader.class, reader) : result;
    }

    private <T> T hold(Class<T> type, T held) {
        AtomicBoolean released = new AtomicBoolean();
        holds.incrementAndGet();
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().equals("close") && released.compareAndSet(false, true)) {
                holds.decrementAndGet();
            }
            return invoke(held, method, arguments);
        });
    }

    private <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
