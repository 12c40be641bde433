FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
# the image is without the embedded PostgreSQL: a container's database is told by DATABASE_URL
RUN ./mvnw -B -q package -DskipTests -Dcyclonedx.skip && cp --archive target rehearsal \
    && rm target/lib/embedded-postgres-binaries-*.jar
# Netty would unpack its library into /tmp at each start, from where a hardened container lets nothing be run.
RUN mkdir native && cd native \
    && for jar in ../target/lib/netty-transport-native-epoll-*.jar; do jar --extract --file "$jar" META-INF/native; done

FROM eclipse-temurin:25-jre AS program
# by number, so that an orchestrator can see that it is not root
RUN useradd --uid 10001 --no-create-home --home-dir /stillwater stillwater \
    && install --directory --owner stillwater --group stillwater /stillwater /stillwater/logs
# where Java looks by itself
COPY --from=build /build/native/META-INF/native /usr/java/packages/lib
COPY --from=build /build/target/lib /opt/stillwater/lib
COPY --from=build /build/target/stillwater.jar /opt/stillwater/
USER 10001
WORKDIR /stillwater

# The cache for quick starts holds for these very jars, this JVM and this garbage collector. Where it cannot be
# used the image must fail here: the service would only start slowly.
FROM program AS rehearsal
COPY --from=build /build/rehearsal /rehearsal
RUN java -jar /rehearsal/stillwater.jar rehearse -- \
    java -XX:+UseSerialGC -XX:AOTCacheOutput=/stillwater/stillwater.aot -jar /opt/stillwater/stillwater.jar

FROM program
COPY --from=rehearsal --chown=0:0 /stillwater/stillwater.aot /opt/stillwater/
RUN java -XX:+UseSerialGC -XX:AOTCache=/opt/stillwater/stillwater.aot -XX:AOTMode=on \
    -jar /opt/stillwater/stillwater.jar --version
# A container listens on its own network, where others are: so it asks who calls.
ENV STILLWATER_HTTP_HOST=0.0.0.0 STILLWATER_AUTH_MODE=api-key
# the log files, and with them all that is written, so that the rest may be read-only
VOLUME /stillwater/logs
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s \
  CMD ["java", "-XX:+UseSerialGC", "-XX:AOTCache=/opt/stillwater/stillwater.aot", "-Xmx64m", "-XX:TieredStopAtLevel=1", \
       "-jar", "/opt/stillwater/stillwater.jar", "health"]
# The heap begins small, to stay so, and never outgrows the compressed pointers that the cache holds for.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:+UseCompressedOops", "-XX:AOTCache=/opt/stillwater/stillwater.aot", \
            "-Xms64m", "-Xmn24m", "-XX:SurvivorRatio=2", "-XX:MaxRAMPercentage=50", "-XX:TrimNativeHeapInterval=5000", \
            "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stillwater/stillwater.jar"]
