package dev.stillwater.cli;

import dev.stillwater.config.Settings;
import dev.stillwater.config.SettingsLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Asks the service on this machine whether it is ready: for a container's health check. */
@Command(
    name = "health",
    description = "Exit with 0 where the service on this machine is ready, with 1 where it is not.",
    mixinStandardHelpOptions = true)
public final class HealthCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public Integer call() throws InterruptedException {
    return Program.locally(vertx -> check(Program.await(SettingsLoader.load(vertx))));
  }

  private static int check(Settings settings) throws InterruptedException {
    URI ready = settings.localUri("/health/ready");
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(PATIENCE).build();
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      System.out.println(answer.body());
      return answer.statusCode() == 200 ? Program.OK : Program.FAILED;
    } catch (IOException e) {
      System.out.println("not reachable: " + e);
      return Program.FAILED;
    }
  }
}
