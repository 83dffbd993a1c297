"""Writes schemas/: those of the topic shop.public.orders, as Debezium's connector for PostgreSQL and Kafka Connect's
converter for Avro register them; version 2 of the value came with ALTER TABLE orders ALTER placed TYPE timestamp(6), ADD currency text.
"""
import json
import pathlib

FOLDER = pathlib.Path(__file__).parent
NAMESPACE = "shop.public.orders"


def optional(schema):
    return {"type": ["null", schema], "default": None}


def connect(type, name, **more):
    return {"type": type, "connect.version": 1, **more, "connect.name": name}


def record(name, fields, **more):
    return {"type": "record", "name": name, **more, "fields": fields}


def row(placed, added):
    amount = {"type": "bytes", "scale": 2, "precision": 10, "connect.version": 1}
    amount |= {"connect.parameters": {"scale": "2", "connect.decimal.precision": "10"}}
    amount |= {"connect.name": "org.apache.kafka.connect.data.Decimal", "logicalType": "decimal"}
    fields = [
        {"name": "id", "type": "long"},
        {"name": "customer", "type": "string"},
        {"name": "amount", "type": amount},
        {"name": "note", **optional("string")},
        {"name": "placed", "type": connect("long", placed)},
        {"name": "shipped", **optional(connect("string", "io.debezium.time.ZonedTimestamp"))},
    ]
    return record("Value", fields + added, **{"connect.name": NAMESPACE + ".Value"})


SNAPSHOT = "true,first,first_in_data_collection,last_in_data_collection,last,false,incremental"
SOURCE = record(
    "Source",
    [
        {"name": "version", "type": "string"},
        {"name": "connector", "type": "string"},
        {"name": "name", "type": "string"},
        {"name": "ts_ms", "type": "long"},
        {
            "name": "snapshot",
            "type": [connect("string", "io.debezium.data.Enum", **{"connect.parameters": {"allowed": SNAPSHOT},
                                                                   "connect.default": "false"}), "null"],
            "default": "false",
        },
        {"name": "db", "type": "string"},
        {"name": "sequence", **optional("string")},
        {"name": "schema", "type": "string"},
        {"name": "table", "type": "string"},
        {"name": "txId", **optional("long")},
        {"name": "lsn", **optional("long")},
        {"name": "xmin", **optional("long")},
    ],
    namespace="io.debezium.connector.postgresql",
    **{"connect.name": "io.debezium.connector.postgresql.Source"},
)
TRANSACTION = record(
    "block",
    [
        {"name": "id", "type": "string"},
        {"name": "total_order", "type": "long"},
        {"name": "data_collection_order", "type": "long"},
    ],
    namespace="event",
    **{"connect.version": 1, "connect.name": "event.block"},
)


def envelope(row):
    fields = [
        {"name": "before", **optional(row)},
        {"name": "after", **optional("Value")},
        {"name": "source", "type": SOURCE},
        {"name": "transaction", **optional(TRANSACTION)},
        {"name": "op", "type": "string"},
        {"name": "ts_ms", **optional("long")},
        {"name": "ts_us", **optional("long")},
        {"name": "ts_ns", **optional("long")},
    ]
    name = {"connect.version": 2, "connect.name": NAMESPACE + ".Envelope"}
    return record("Envelope", fields, namespace=NAMESPACE, **name)


KEY = record(
    "Key", [{"name": "id", "type": "long"}], namespace=NAMESPACE, **{"connect.name": NAMESPACE + ".Key"}
)
CURRENCY = {"name": "currency", **optional("string")}
for id, subject, schema in (
    (1, "key", KEY),
    (2, "value", envelope(row("io.debezium.time.Timestamp", []))),
    (3, "value", envelope(row("io.debezium.time.MicroTimestamp", [CURRENCY]))),
):
    (FOLDER / f"schemas/{id}.shop.public.orders-{subject}.avsc").write_text(json.dumps(schema, indent=1) + "\n")
