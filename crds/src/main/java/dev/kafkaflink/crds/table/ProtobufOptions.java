package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Options of the format Protobuf: which message a record is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "(has(self.descriptorSet) ? 1 : 0) + (has(self.descriptorFile) ? 1 : 0) + (has(self.registry) ? 1 : 0) == 1",
        message =
                "name the messages by exactly one of descriptorSet (in the resource), descriptorFile (in the job's image) and"
                        + " registry (each record begins with the id of its schema)")
@ValidationRule(
        value = "!has(self.registry) || !has(self.framing) || self.framing == 'Confluent'",
        message = "records of a registry have Confluent's framing; leave framing out")
public record ProtobufOptions(
        @Size(min = 1, max = 700_000) @JsonPropertyDescription(
                        "The messages, as a FileDescriptorSet in base64: the output of protoc --include_imports"
                                + " --descriptor_set_out=/dev/stdout orders.proto | base64 -w0. White space in it does not"
                                + " count.")
                String descriptorSet,
        @Size(min = 1, max = 4096) @Pattern("^/.+$") @JsonPropertyDescription(
                        "The path of a file with the FileDescriptorSet, as protoc writes it, in the job's image or in a volume"
                                + " that is mounted in all of the job's pods. It is read when the job starts: columns are not"
                                + " checked against it before.")
                String descriptorFile,
        @JsonPropertyDescription(
                        "The registry of the schemas. Each record is in Confluent's framing: a byte 0, the id of its schema in 4"
                                + " bytes, which message of that schema it is, and the message. A column is the field of its name in"
                                + " whichever schema the record was written with.")
                Registry registry,
        @Size(min = 1, max = 1024) @Pattern("^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*$") @JsonPropertyDescription(
                        "The full name of the message that a record is, such as shop.v1.Order. May be left out if the set's"
                                + " last file, which is the one that protoc was given, has one message. With registry: a source"
                                + " takes the message that a record names, and with this option only records of this one; of a"
                                + " schema that a sink registers it is the name of the message, the topic's unless set.")
                String message,
        @JsonPropertyDescription(
                        "What stands before the message. None (default): nothing, a record is the message. Confluent: what"
                                + " Confluent's serializers write: a zero byte, a schema's id, and which message of the"
                                + " schema's file it is. A record of another message is a dead letter. No registry is asked: the"
                                + " set of this resource is the schema. Only for reading. With registry it is always Confluent.")
                Framing framing,
        @JsonPropertyDescription(
                        "Reading: what becomes of a field that is not in a record. True (default): it is its type's default if"
                                + " it does not tell absent from default (proto3 without optional), or the default that the"
                                + " schema declares (proto2); else NULL. False: it is NULL. Lists and maps are empty, always.")
                Boolean readDefaults,
        @JsonPropertyDescription(
                        "Reading: what becomes of the number of an enum's value that the schema does not have, in a STRING"
                                + " column. Reject (default): the record is a dead letter. Number: the column is the number, as"
                                + " text. A column of type INT takes any number.")
                UnknownEnumValues unknownEnumValues) {
    /** The standard options for messages in a descriptor set. */
    public ProtobufOptions(String descriptorSet, String message) {
        this(descriptorSet, null, null, message, null, null, null);
    }

    /** Those for messages of a registry. */
    public ProtobufOptions(Registry registry, String message) {
        this(null, null, registry, message, null, null, null);
    }

    /** The same with the registry at another address. */
    ProtobufOptions withRegistryAt(String url) {
        return new ProtobufOptions(
                descriptorSet, descriptorFile, registry.at(url), message, framing, readDefaults, unknownEnumValues);
    }

    /** What stands before a message. */
    public enum Framing {
        /** Nothing. */
        None,
        /** What serializers for Confluent's schema registry write. */
        Confluent
    }

    /** What becomes of numbers that an enum does not have. */
    public enum UnknownEnumValues {
        /** The record is no row. */
        Reject,
        /** The number as text. */
        Number
    }
}
