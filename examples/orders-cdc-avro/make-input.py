"""Writes input/shop.public.orders.base64: keys and events in Confluent's wire format, by the schemas of schemas/.

With fastavro, an implementation of Avro that shares no code with the pipeline's:
    pip install fastavro && python make-input.py
"""
import base64
import decimal
import io
import json
import pathlib
import random
import struct
from datetime import datetime, timedelta, timezone

import fastavro

FOLDER = pathlib.Path(__file__).parent
SCHEMAS = {
    int(file.name.split(".")[0]): fastavro.parse_schema(json.loads(file.read_text()))
    for file in FOLDER.glob("schemas/*.avsc")
}
UNAVAILABLE = "__debezium_unavailable_value"

random.seed(11)
clock = datetime(2026, 2, 1, 9, 0, tzinfo=timezone.utc)
lines = []
table = {}
version = 1


def wire(id, value):
    out = io.BytesIO()
    out.write(struct.pack(">bI", 0, id))
    fastavro.schemaless_writer(out, SCHEMAS[id], value)
    return out.getvalue()


def line(key, value):
    lines.append(base64.b64encode(key) + b"\t" + base64.b64encode(value))


def event(op, id, after, before=None, damage=lambda value: value):
    """An event of the table's version; without REPLICA IDENTITY FULL it has no old row but the key of a deleted one."""
    millis = int(clock.timestamp() * 1000)
    value = {
        "before": before,
        "after": after,
        "source": {
            "version": "3.6.1.Final", "connector": "postgresql", "name": "shop", "ts_ms": millis,
            "snapshot": "true" if op == "r" else "false", "db": "shop", "sequence": '["24023119","24023128"]',
            "schema": "public", "table": "orders", "txId": 500 + len(lines), "lsn": 24_000_000 + len(lines), "xmin": None,
        },
        "transaction": None,
        "op": op,
        "ts_ms": millis + 40, "ts_us": (millis + 40) * 1000, "ts_ns": (millis + 40) * 1_000_000,
    }
    line(wire(1, {"id": id}), damage(wire(1 + version, value)))


def order(id):
    row = {
        "id": id,
        "customer": random.choice(["ann", "bob", "cid", "dör"]),
        "amount": decimal.Decimal(random.randint(100, 99999)) / 100,
        "note": random.choice([None, "gift", "fragile"]),
        "placed": int(clock.timestamp() * (1_000 if version == 1 else 1_000_000)) + random.randint(0, 999),
        "shipped": None,
    }
    return row | ({"currency": random.choice([None, "EUR", "CHF", "GBP"])} if version == 2 else {})


def save(op, row):
    table[row["id"]] = row
    event(op, row["id"], row)


def delete(id):
    table.pop(id)
    # What the database does not send of a column that is NOT NULL, the connector makes up.
    empty = {"customer": "", "amount": decimal.Decimal("0.00"), "note": None, "placed": 0, "shipped": None}
    event("d", id, None, {"id": id} | empty | ({"currency": None} if version == 2 else {}))
    lines.append(base64.b64encode(wire(1, {"id": id})) + b"\t")


def change(id):
    clock_text = (clock + timedelta(seconds=5)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    what = random.random()
    if what < 0.5:
        save("u", table[id] | {"shipped": clock_text})
    elif what < 0.8:
        save("u", table[id] | {"amount": decimal.Decimal(random.randint(100, 99999)) / 100})
    else:
        delete(id)


for id in range(1, 9):
    clock += timedelta(seconds=1)
    save("r", order(id))
for step in range(9, 70):
    clock += timedelta(seconds=random.randint(1, 300))
    if step == 30:
        version = 2
        table = {id: row | {"placed": row["placed"] * 1_000, "currency": None} for id, row in table.items()}
    if step in (20, 45):
        # The long note was not changed, and the database does not send it: a dead letter.
        event("u", min(table), table[min(table)] | {"note": UNAVAILABLE, "amount": decimal.Decimal("1.00")})
    elif step == 50:
        event("c", 999, order(999), damage=lambda value: value[:-20])
    elif step == 55:
        event("m", 0, None)
    elif random.random() < 0.5:
        save("c", order(step))
    else:
        change(random.choice(sorted(table)))
(FOLDER / "input/shop.public.orders.base64").write_bytes(b"".join(each + b"\n" for each in lines))
