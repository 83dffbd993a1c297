# The operator with its planner. From the repository's root, after ./mvnw package:
#   docker build -f deploy/images/operator.Dockerfile -t kafkaflink/operator:0.1.0 .
ARG FLINK=2.3.0
FROM flink:${FLINK}-java17 AS flink

FROM eclipse-temurin:17-jre
# The planner plans with the very Flink that the job runs on.
COPY --from=flink /opt/flink/lib/ /opt/kafkaflink/planner/
COPY pipeline-job/target/pipeline-job.jar /opt/kafkaflink/planner/
COPY operator/target/quarkus-app/ /opt/kafkaflink/operator/
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "-Xmx160m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", \
            "-jar", "/opt/kafkaflink/operator/quarkus-run.jar"]
