package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.access.ApiKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the keys. */
@Command(
    name = "list",
    description = "Print each key as a line of JSON, oldest first; none can be told from it.",
    mixinStandardHelpOptions = true)
public final class KeysListCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Program.once(KeysListCommand::list);
  }

  private static int list(Stillwater stillwater) {
    for (ApiKey key : Program.await(stillwater.keys().list())) {
      System.out.println(key.toJson());
    }
    return Program.OK;
  }
}
