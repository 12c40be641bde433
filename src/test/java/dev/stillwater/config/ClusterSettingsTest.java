package dev.stillwater.config;

import static dev.stillwater.config.Sources.settings;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a,", ",a", "a,,b", "a b", "a:0", "a:65536", "a:x", "::1", "[::1", "http://a"})
  void membersAreHostsWithOrWithoutAPort(String members) {
    refused("cluster.members", members, "hosts parted by commas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "0:0:0:0:0:0:0:0", "a,b", "a b", "10.0.0.1:5701"})
  void hostIsOneAddressThatOthersCanReach(String host) {
    refused("cluster.host", host, "an address of this machine that other members reach");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65532"})
  void portLeavesRoomForTheNextOnes(String port) {
    refused("cluster.port", port, "a whole number from 1 to 65531");
  }

  private static void refused(String key, String value, String expected) {
    assertThatThrownBy(() -> settings("stillwater." + key, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key + " (test) must be " + expected);
  }
}
