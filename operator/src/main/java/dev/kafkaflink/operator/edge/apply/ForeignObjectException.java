package dev.kafkaflink.operator.edge.apply;

/** An object that somebody else made stands where one of ours would. It is left as it is. */
final class ForeignObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignObjectException(String kind, String namespace, String name) {
        super("%s '%s' in namespace '%s' was created by somebody else; rename or delete it"
                .formatted(kind, name, namespace));
    }
}
