package dev.kafkaflink.operator.core.model;

import static dev.kafkaflink.operator.core.model.Aspect.JOB;
import static dev.kafkaflink.operator.core.model.Aspect.SPEC;
import static dev.kafkaflink.operator.core.model.Aspect.TOPICS;
import static dev.kafkaflink.operator.core.model.Blame.EXTERNAL;
import static dev.kafkaflink.operator.core.model.Blame.INTERNAL;
import static dev.kafkaflink.operator.core.model.Blame.USER;
import static dev.kafkaflink.operator.core.model.Blame.WAITING;

/** Why something is not as it should be: the reasons of the conditions, each with its meaning and its remedy. */
public enum Reason {
    /** A field asks for something that this version does not serve. Remove it; the message names what is served. */
    NotSupportedYet(SPEC, USER),
    /** The pipeline's name cannot be a FlinkDeployment's. Create it under one of at most 45 letters, digits and dashes. */
    NameNotUsable(SPEC, USER),
    /** A value cannot be used. Correct it as the message says. */
    InvalidValue(SPEC, USER),
    /** Flink settings that this operator or the Flink operator owns. Remove them from job.flinkConfiguration. */
    ReservedSetting(SPEC, USER),
    /** Neither the pipeline nor the operator names a checkpoint directory. Set job.checkpoints.directory. */
    NoCheckpointDirectory(SPEC, USER),
    /** A Flink process is given less memory than it needs to start. Raise job.resources. */
    TooLittleMemory(SPEC, USER),
    /** Neither the pipeline nor the operator names the job's container image. Set job.image. */
    NoImage(SPEC, USER),
    /** One topic is given two tasks that exclude each other. Name another. */
    TopicUsedTwice(SPEC, USER),
    /** The Kafka that clusterRef names does not exist. Create it, or correct the reference. */
    KafkaNotFound(SPEC, WAITING),
    /** The Kafka that clusterRef names has no address yet. See its own conditions. */
    KafkaNotReady(SPEC, WAITING),
    /** The Kafka's owner does not let the pipeline's namespace use it, or own topics on it. Ask for its annotation. */
    KafkaNotAllowed(SPEC, USER),
    /** Kafka is being asked which cluster it is. Wait some seconds. */
    AskingKafka(SPEC, WAITING),
    /** It cannot be told whether a changed address is the same Kafka cluster. See that it answers, or put it back. */
    KafkaNotKnown(SPEC, EXTERNAL),
    /** The Kafka is another cluster than the one that the job's state belongs to. Put it back, or begin without state. */
    OtherKafka(SPEC, USER),
    /** The job's state is of another major version of Flink, which this one cannot read. Begin without state. */
    OtherFlink(SPEC, USER),
    /** The Kafka has no listener of that name. Name one of those in the message. */
    ListenerNotFound(SPEC, USER),
    /** The Kafka has several listeners that would do. Name one in kafka.listener. */
    ListenerAmbiguous(SPEC, USER),
    /** A schema registry is being asked for the columns of a source that lists none. Wait some seconds. */
    AskingRegistry(SPEC, WAITING),
    /** The registry does not say what columns a source has; the message says why. Mend that, or list the columns. */
    SchemaNotKnown(SPEC, EXTERNAL),
    /** A schema has a field that is no column, which the message names. List the columns. */
    SchemaNotColumns(SPEC, USER),
    /** A query, column or type is wrong; the message has sink or view, line and column. Correct it. */
    QueryInvalid(SPEC, USER),
    /** The queries are being planned. Wait some seconds. */
    Planning(SPEC, WAITING),
    /** The planner died or took too long. Simplify the query, or see the operator's log. */
    PlannerFailed(SPEC, EXTERNAL),
    /** The ServiceAccount of Flink's pods does not exist. Create it, or correct job.serviceAccount. */
    ServiceAccountNotFound(SPEC, WAITING),
    /** What was asked for last could not start, and the job runs what came before. Correct what the message names. */
    RolledBack(SPEC, USER),
    /** The operator failed at this pipeline. See its log, and report it. */
    InternalError(SPEC, INTERNAL),

    /** A topic that the pipeline uses and does not own has no KafkaTopic. Create one, or list it under topics. */
    TopicNotFound(TOPICS, WAITING),
    /** A KafkaTopic that somebody else created stands where one of the pipeline's would. Take it out of topics. */
    TopicNotOurs(TOPICS, USER),
    /** Strimzi has not confirmed all topics yet. Wait some seconds. */
    TopicsPending(TOPICS, WAITING),
    /** Strimzi has not looked at a topic within its time. See that its topic operator runs and watches the namespace. */
    TopicIgnored(TOPICS, EXTERNAL),
    /** Strimzi cannot change a topic as asked, for instance to fewer partitions. Put the old value back. */
    TopicChangeNotSupported(TOPICS, USER),
    /** Two KafkaTopics speak of one topic in Kafka. Remove one of them; the message says which one Strimzi follows. */
    TopicConflict(TOPICS, USER),
    /** Kafka refuses a topic for good. Correct the value that the message names. */
    TopicRefused(TOPICS, USER),
    /** Kafka did not answer Strimzi. It is tried again; see that the brokers run. */
    KafkaUnreachable(TOPICS, EXTERNAL),
    /** Strimzi says that a topic is not ready, and gives a reason of its own. */
    TopicNotReady(TOPICS, EXTERNAL),
    /** The API server refuses to apply or delete a KafkaTopic, such as by a webhook or a policy; the message says why. */
    TopicWriteRefused(TOPICS, EXTERNAL),
    /** The specification is to be accepted first. */
    TopicsWaiting(TOPICS, WAITING),
    /** A KafkaTopic is paused or unmanaged, so that nobody says whether it is as asked. Remove its annotation. */
    TopicUnmanaged(TOPICS, EXTERNAL),

    /** Something else is to come first. See the other conditions. */
    Waiting(JOB, WAITING, JobState.Waiting),
    /** A FlinkDeployment that somebody else created has the pipeline's name. Rename the pipeline. */
    DeploymentNotOurs(JOB, USER, JobState.Waiting),
    /** The job is being started. */
    Starting(JOB, WAITING, JobState.Starting),
    /** The FlinkDeployment was deleted under the pipeline; the message says where its job goes on. */
    Recreating(JOB, WAITING, JobState.Starting),
    /** The job goes over to the changed specification. */
    Upgrading(JOB, WAITING, JobState.Upgrading),
    /** The job is being stopped with a savepoint. */
    Suspending(JOB, WAITING, JobState.Upgrading),
    /** The Flink operator has not looked at the job within its time. See that it runs and watches the namespace. */
    DeploymentIgnored(JOB, EXTERNAL, JobState.Waiting),
    /** The job does not come up; the message has what Flink says. Often an image, a volume or a node that is missing. */
    NotStarting(JOB, EXTERNAL, JobState.Starting),
    /** The image of a Flink process cannot be pulled; the message has the words of the node. Correct job.image. */
    ImageNotPulled(JOB, EXTERNAL, JobState.Starting),
    /** No node takes a Flink process; the message has the scheduler's words. Lower job.resources, or add nodes. */
    Unschedulable(JOB, EXTERNAL, JobState.Starting),
    /** The container of a Flink process cannot be started; the message has the words of the node. */
    ContainerNotCreated(JOB, EXTERNAL, JobState.Starting),
    /** A Flink process ends again and again; the message has its exit code, its last words and the place of its log. */
    ProcessCrashing(JOB, EXTERNAL, JobState.Restarting),
    /** A Flink process was killed because it used more memory than it is given. Raise job.resources. */
    OutOfMemory(JOB, EXTERNAL, JobState.Restarting),
    /** The job restarts from its last checkpoint. */
    Restarting(JOB, EXTERNAL, JobState.Restarting),
    /** Nothing is known of the job now: its job manager has not answered. See that it runs and can be reached. */
    JobUnknown(JOB, EXTERNAL, JobState.Unknown),
    /** The job has no connection to Kafka, so that it reads and writes nothing. See that the brokers run. */
    KafkaDisconnected(JOB, EXTERNAL, JobState.Running),
    /** A source takes no more records, since too many are dead letters. Mend the cause, then set job.restartNonce. */
    SourceStopped(JOB, USER, JobState.Running),
    /** The job fails again and again; the message has the cause. Correct it; the job goes on by itself. */
    CrashLoop(JOB, EXTERNAL, JobState.Restarting),
    /** The running job cannot be stopped with a savepoint, so the change waits. See that checkpoints succeed. */
    UpgradeFailing(JOB, EXTERNAL, JobState.Upgrading),
    /** No checkpoint has succeeded for long, so results may not appear. See Kafka and the checkpoint directory. */
    CheckpointsFailing(JOB, EXTERNAL, JobState.Running),
    /** The API server refuses to apply or delete what the job is made of, such as by a quota; the message says why. */
    JobWriteRefused(JOB, EXTERNAL, JobState.Running),
    /** The Flink operator refuses the deployment; the message has its words. Correct the setting that it names. */
    DeploymentRefused(JOB, USER, JobState.Failed),
    /** The job has failed and Flink does not try again. Correct the cause that the message names. */
    JobFailed(JOB, USER, JobState.Failed),
    /** The changed queries cannot go on from the old state. Put the old ones back, or set job.upgrade: Stateless. */
    StateDoesNotFit(JOB, USER, JobState.Failed),
    /** The job has come to an end although not all of its sources have one. See Flink's log. */
    JobFinished(JOB, USER, JobState.Finished),

    /** The pipeline is being deleted. */
    Deleting(JOB, WAITING, JobState.Deleting),
    /** The pipeline goes, but Kafka did not let its open transactions be aborted. Readers wait until they time out. */
    TransactionsLeftOpen(JOB, USER, JobState.Deleting),
    /** What is to go with the pipeline does not go within its time. See that the operator that the message names runs. */
    DeletionStuck(JOB, USER, JobState.Deleting),
    /** All sources have ended, and all results are written. To run it again, delete the pipeline and create it again. */
    Finished(JOB, WAITING, JobState.Finished),
    /** The pipeline is suspended by its specification. Set suspend: false to go on. */
    Suspended(JOB, WAITING, JobState.Suspended),
    /** As it should be: the specification is valid and planned. */
    Accepted(SPEC, WAITING),
    /** As it should be: all topics are there. */
    TopicsReady(TOPICS, WAITING),
    /** As it should be: the job runs the current specification. */
    Running(JOB, WAITING, JobState.Running),
    /** As it should be: nothing is left to do. */
    UpToDate(JOB, WAITING, JobState.Running);

    private final Aspect aspect;
    private final Blame blame;
    private final JobState jobState;

    Reason(Aspect aspect, Blame blame) {
        this(aspect, blame, JobState.Waiting);
    }

    Reason(Aspect aspect, Blame blame, JobState jobState) {
        this.aspect = aspect;
        this.blame = blame;
        this.jobState = jobState;
    }

    /** The part of the pipeline that it concerns. */
    public Aspect aspect() {
        return aspect;
    }

    /** For a reason that concerns the job: how the job is then. */
    public JobState jobState() {
        return jobState;
    }

    /** Who has to act. */
    public Blame blame() {
        return blame;
    }
}
