package dev.stillwater.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.stillwater.config.LogFormat;
import dev.stillwater.config.LogSettings;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where logs go. Until the settings are known, warnings go to standard error. */
final class Logging {

  private Logging() {}

  /**
   * Starts logging to the console and to {@code app.log}.
   *
   * @param console {@code System.out} or {@code System.err}
   */
  static void start(LogSettings settings, String console) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty("console", console);
    context.putProperty("directory", settings.directory().toString());
    context.putProperty("encoder", encoder(settings.format()).getName());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Logging.class.getResource("/logback-service.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException("the logging configuration is broken", e);
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static Class<?> encoder(LogFormat format) {
    return switch (format) {
      case TEXT -> TextLines.class;
      case JSON -> JsonLines.class;
    };
  }
}
