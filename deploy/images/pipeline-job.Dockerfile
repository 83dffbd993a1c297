# The one Flink job. From the repository's root, after ./mvnw package:
#   docker build -f deploy/images/pipeline-job.Dockerfile -t kafkaflink/pipeline-job:0.1.0 .
ARG FLINK=2.3.0
FROM flink:${FLINK}-java17
# Flink finds the plugins of its distribution only in folders of their own: this one serves s3:// checkpoints.
RUN mkdir -p /opt/flink/plugins/s3-fs-hadoop \
 && cp /opt/flink/opt/flink-s3-fs-hadoop-*.jar /opt/flink/plugins/s3-fs-hadoop/
COPY pipeline-job/target/pipeline-job.jar /opt/flink/usrlib/pipeline-job.jar
