package dev.kafkaflink.job.format.protobuf;

import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.ProtobufOptions.Framing;
import dev.kafkaflink.crds.table.ProtobufOptions.UnknownEnumValues;
import java.io.Serializable;
import java.util.Objects;

/**
 * Which message a record is, and how it is read.
 *
 * @param descriptorSet the messages, in base64; null: they are in the file
 * @param descriptorFile the path of a file with them; null: they are in the set
 * @param registered whether they are in a registry instead, each record naming its schema
 * @param message the full name of the message; null: the only one of the last file, or the one that a record names
 * @param framed whether there is something before the message: what Confluent's serializers write
 * @param readDefaults whether a field that is not in a record can be its default
 * @param unknownEnumsAsNumbers whether the number of an enum's value that has no name is read, as text
 */
record ProtobufSettings(
        String descriptorSet,
        String descriptorFile,
        boolean registered,
        String message,
        boolean framed,
        boolean readDefaults,
        boolean unknownEnumsAsNumbers)
        implements Serializable {
    private static final ProtobufOptions NOTHING = new ProtobufOptions((String) null, null);

    static ProtobufSettings of(Format format) {
        ProtobufOptions options = Objects.requireNonNullElse(format.protobuf(), NOTHING);
        return new ProtobufSettings(
                options.descriptorSet(),
                options.descriptorFile(),
                options.registry() != null,
                options.message(),
                options.framing() == Framing.Confluent,
                !Boolean.FALSE.equals(options.readDefaults()),
                options.unknownEnumValues() == UnknownEnumValues.Number);
    }

    /**
     * Whether the messages are in a file. It is one of the job's machines, and nobody else reads it: what a path names there
     * is not for the user to see.
     */
    boolean inFile() {
        return descriptorFile != null && descriptorSet == null;
    }

    /** Whether the messages are known before the job runs. */
    boolean known() {
        return !inFile() && !registered;
    }
}
