package dev.stillwater.dashboard;

import dev.stillwater.testing.DatabaseExtension;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests in a real browser, each in a {@link Tab} of its own. Where there is no browser they are
 * left out, or fail where one is required.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({TabExtension.class, DatabaseExtension.class})
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
@interface InBrowser {}
