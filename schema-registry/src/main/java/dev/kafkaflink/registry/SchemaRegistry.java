package dev.kafkaflink.registry;

import java.util.Optional;

/** Schemas by id, and by the subject under which they are versions of each other. */
public interface SchemaRegistry {
    /**
     * The schema of an id.
     *
     * @return empty if there is none
     * @throws RegistryException if the registry does not say
     */
    Optional<RegisteredSchema> byId(int id) throws RegistryException;

    /**
     * A version of a subject.
     *
     * @param number null: the newest
     * @return empty if there is no such subject, or no such version of it
     * @throws RegistryException if the registry does not say
     */
    Optional<SubjectVersion> version(String subject, Integer number) throws RegistryException;

    /**
     * The newest schema of a subject.
     *
     * @return empty if there is no such subject
     * @throws RegistryException if the registry does not say
     */
    default Optional<RegisteredSchema> latest(String subject) throws RegistryException {
        return version(subject, null).map(SubjectVersion::schema);
    }

    /**
     * Makes a schema the newest of a subject, unless it is one of the subject's already.
     *
     * @param type what it is written in
     * @param schema which refers to no other
     * @return its id
     * @throws RegistryRefusalException if it is not compatible with those before it, or must not be registered
     * @throws RegistryException if the registry does not take it
     */
    int register(String subject, String type, String schema) throws RegistryException;
}
