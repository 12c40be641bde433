package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every route with its rule: to change one here is to have thought of who may. */
class RouteRulesTest {

  private static final String TABLE =
      """
      DELETE /api/v1/archive/{month}/restore OPERATE
      DELETE /api/v1/maintenance/runs/{runId} OPERATE
      GET /api/v1/maintenance READ
      GET /api/v1/maintenance/events READ
      GET /api/v1/maintenance/plan READ
      GET /api/v1/maintenance/runs READ
      GET /api/v1/maintenance/runs/{runId} READ
      GET /api/v1/snapshots READ
      GET /api/v1/snapshots/{streamId} READ
      GET /api/v1/snapshots/{streamId}/archive READ
      GET /api/v1/snapshots/{streamId}/diff READ
      GET /api/v1/snapshots/{streamId}/trend READ
      GET /api/v1/snapshots/{streamId}/{month} READ
      GET /api/v1/streams READ
      GET /api/v1/streams/{streamId} READ
      GET /api/v1/streams/{streamId}/events READ
      GET /health/live OPEN
      GET /health/ready OPEN
      GET /metrics METRICS
      HEAD /api/v1/maintenance READ
      HEAD /api/v1/maintenance/plan READ
      HEAD /api/v1/maintenance/runs READ
      HEAD /api/v1/maintenance/runs/{runId} READ
      HEAD /api/v1/snapshots READ
      HEAD /api/v1/snapshots/{streamId} READ
      HEAD /api/v1/snapshots/{streamId}/archive READ
      HEAD /api/v1/snapshots/{streamId}/diff READ
      HEAD /api/v1/snapshots/{streamId}/trend READ
      HEAD /api/v1/snapshots/{streamId}/{month} READ
      HEAD /api/v1/streams READ
      HEAD /api/v1/streams/{streamId} READ
      HEAD /api/v1/streams/{streamId}/events READ
      HEAD /health/live OPEN
      HEAD /health/ready OPEN
      HEAD /metrics METRICS
      POST /api/v1/archive/{month}/restore OPERATE
      POST /api/v1/events WRITE
      POST /api/v1/maintenance/pause OPERATE
      POST /api/v1/maintenance/resume OPERATE
      POST /api/v1/snapshots/maintenance OPERATE
      PUT /api/v1/streams/{streamId} WRITE
      """;

  @Test
  void areThese() {
    String routes =
        TestRoute.all().stream()
            .map(TestRoute::toString)
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(routes).isEqualTo(TABLE);
  }
}
