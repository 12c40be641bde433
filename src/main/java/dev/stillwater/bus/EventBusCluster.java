package dev.stillwater.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import dev.stillwater.config.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Vert.x whose event bus is shared with other members. To close it is to leave them. */
public final class EventBusCluster {

  private static final Logger log = LoggerFactory.getLogger(EventBusCluster.class);

  // less than closing may take; what is not handed over by then, the others know themselves
  private static final String LEAVE_SECONDS = "3";

  private EventBusCluster() {}

  /** Joins the members that can be reached, or founds the cluster; fails with a sentence. */
  public static Future<Vertx> join(ClusterSettings settings) {
    HazelcastClusterManager members = new HazelcastClusterManager(config(settings));
    EventBusOptions bus =
        new EventBusOptions().setHost(settings.host()).setPort(settings.busPort());
    return Vertx.builder()
        .with(EventLoops.options().setEventBusOptions(bus))
        .withClusterManager(members)
        .buildClustered()
        .onSuccess(v -> log.info("cluster has {} members", members.getNodes().size()))
        .recover(failure -> cannotJoin(settings, failure));
  }

  private static Future<Vertx> cannotJoin(ClusterSettings settings, Throwable cause) {
    return Future.failedFuture(
        new IllegalStateException(
            "cannot join cluster %s at %s:%d: %s"
                .formatted(settings.name(), settings.host(), settings.port(), cause),
            cause));
  }

  // what the cluster manager keeps in it is replicated once by default
  private static Config config(ClusterSettings settings) {
    Config config = new Config().setClusterName(settings.name());
    configure(config.getNetworkConfig(), settings);
    config.getMetricsConfig().setEnabled(false);
    return config
        .setProperty("hazelcast.local.localAddress", settings.host())
        // else it listens on all addresses
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.tcp.join.port.try.count", "" + ClusterSettings.PORTS)
        // there are too few to be gathered before they are let in
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.graceful.shutdown.max.wait", LEAVE_SECONDS)
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false");
  }

  private static void configure(NetworkConfig network, ClusterSettings settings) {
    network.setPort(settings.port()).setPortAutoIncrement(true).setPortCount(ClusterSettings.PORTS);
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
  }
}
