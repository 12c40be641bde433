FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
# without the embedded PostgreSQL: a container's database is told by DATABASE_URL
RUN ./mvnw -B -q package -DskipTests && rm target/lib/embedded-postgres-binaries-*.jar

FROM eclipse-temurin:25-jre
# by number, so that an orchestrator can see that it is not root
RUN useradd --uid 10001 --no-create-home --home-dir /stillwater stillwater \
    && install --directory --owner stillwater --group stillwater /stillwater /stillwater/logs
COPY --from=build /build/target/lib /opt/stillwater/lib
COPY --from=build /build/target/stillwater.jar /opt/stillwater/
USER 10001
WORKDIR /stillwater
# A container listens on its own network. To publish the port is the operator's act, and decides who can reach it.
ENV STILLWATER_HTTP_HOST=0.0.0.0 STILLWATER_HTTP_ALLOW_ANONYMOUS=true
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s \
  CMD ["java", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-jar", "/opt/stillwater/stillwater.jar", "health"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stillwater/stillwater.jar"]
