package dev.stillwater.cli;

import dev.stillwater.config.Setting;
import dev.stillwater.config.Settings;
import dev.stillwater.config.SettingsLoader;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** Tells what the service would run with, and why. */
@Command(
    name = "config",
    description = "Print every setting, its value and where that is from; secrets are masked.",
    mixinStandardHelpOptions = true)
public final class ConfigCommand implements Callable<Integer> {

  private static final Setting HEAD = new Setting("KEY", "VALUE", "SOURCE");

  @Override
  public Integer call() throws InterruptedException {
    return Program.locally(ConfigCommand::tell);
  }

  private static int tell(Vertx vertx) {
    print(
        Program.await(
            SettingsLoader.sources(vertx, Path.of(""))
                .compose(found -> vertx.executeBlocking(() -> Settings.effective(found)))));
    return Program.OK;
  }

  private static void print(List<Setting> settings) {
    List<Setting> rows = new ArrayList<>(settings);
    rows.add(0, HEAD);
    int keys = width(rows, Setting::key);
    int values = width(rows, Setting::value);
    String row = "%-" + keys + "s  %-" + values + "s  %s%n";
    rows.forEach(each -> System.out.printf(row, each.key(), each.value(), each.source()));
  }

  private static int width(List<Setting> rows, Function<Setting, String> column) {
    return rows.stream().map(column).mapToInt(String::length).max().orElseThrow();
  }
}
