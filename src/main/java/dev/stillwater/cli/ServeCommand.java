package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Serves until it is told to stop. */
@Command(
    name = "serve",
    description = "Answer requests and run maintenance by the clock (the default).",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @Override
  public Integer call() {
    return Program.serve(ServeCommand::serve);
  }

  static int serve(Stillwater stillwater) throws InterruptedException {
    Program.await(stillwater.serve());
    log.info("listening on {}", stillwater.url());
    stillwater.managementUrl().ifPresent(url -> log.info("health and metrics are at {}", url));
    new CountDownLatch(1).await();
    return Program.OK;
  }
}
