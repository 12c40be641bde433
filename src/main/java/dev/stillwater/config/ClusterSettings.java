package dev.stillwater.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The event bus between instances.
 *
 * @param enabled whether this instance shares its event bus with others
 * @param name tells clusters apart that could reach one another
 * @param members where others may be found, each a host with or without a port
 * @param host the address that the others reach this instance at
 * @param port of the membership; where it is taken, one of the next ones
 * @param busPort of the event bus's messages; 0 for any free port
 */
public record ClusterSettings(
    boolean enabled, String name, List<String> members, String host, int port, int busPort) {

  /** How many ports a membership tries, from {@link #port} on. */
  public static final int PORTS = 5;

  private static final int MAX_PORT = 65535;
  private static final Pattern MEMBER =
      Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+])(:(?<port>[1-9]\\d{0,4}))?");
  private static final Pattern HOST = Pattern.compile("[\\w.-]+|[0-9a-fA-F]*(:[0-9a-fA-F.]*){2,}");
  private static final Pattern ANY = Pattern.compile("0\\.0\\.0\\.0|[0:]+");

  public ClusterSettings {
    members = List.copyOf(members);
  }

  static ClusterSettings read(SettingsReader in) {
    ClusterSettings cluster =
        new ClusterSettings(
            in.bool("cluster.enabled", false),
            in.text("cluster.name", "stillwater"),
            list(in.text("cluster.members", "127.0.0.1")),
            in.text("cluster.host", "127.0.0.1"),
            in.integer("cluster.port", 5701, 1, MAX_PORT + 1 - PORTS),
            in.integer("cluster.bus-port", 0, 0, MAX_PORT));
    in.require(
        cluster.members.stream().allMatch(ClusterSettings::isMember),
        "cluster.members",
        "hosts parted by commas, each with or without a port, as 10.0.0.1,10.0.0.2:5701");
    in.require(
        HOST.matcher(cluster.host).matches() && !ANY.matcher(cluster.host).matches(),
        "cluster.host",
        "an address of this machine that other members reach, as 10.0.0.1");
    return cluster;
  }

  private static boolean isMember(String text) {
    Matcher member = MEMBER.matcher(text);
    return member.matches()
        && (member.group("port") == null || Integer.parseInt(member.group("port")) <= MAX_PORT);
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).toList();
  }
}
