package dev.kafkaflink.cli.yaml;

/** A text is no YAML, or YAML that a Kubernetes resource cannot be made of. */
public final class InvalidYamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    InvalidYamlException(Place place, String message) {
        super(message);
        this.place = place;
    }

    public Place place() {
        return place;
    }
}
