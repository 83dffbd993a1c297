"""Writes input/orders.base64: messages of both schemas, with what Confluent's serializers write before them.

    pip install grpcio-tools && python make-input.py
"""
import base64
import random
import struct
from datetime import datetime, timedelta, timezone

from messages import FOLDER, MESSAGES


def record(id, message):
    index = MESSAGES[id].index(type(message))
    # The id of the schema, and the place of the message in it: 0 is short for the first; else how many numbers, and
    # the numbers, in zigzag.
    place = b"\0" if index == 0 else bytes([2, 2 * index])
    return struct.pack(">bI", 0, id) + place + message.SerializeToString(deterministic=True)


random.seed(7)
placed = datetime(2026, 3, 1, 8, 0, tzinfo=timezone.utc)
records = []
for id in range(1, 61):
    placed += timedelta(seconds=random.randint(0, 300))
    at = placed - timedelta(seconds=random.randint(0, 500))
    cents = random.randint(100, 99999)
    # The shop's two servers are upgraded one after the other: for a while the versions alternate.
    schema = 2 if id < 20 or id < 40 and random.random() < 0.5 else 3
    Order, Refund = MESSAGES[schema]
    if random.random() < 0.2:
        booking = Refund(id=id, refunded_cents=cents, placed=at)
    else:
        booking = Order(id=id, total_cents=cents, placed=at)
        if schema == 2 or random.random() < 0.8:
            booking.customer = random.choice(["ann", "bob", "cem", "dör"])
    if schema == 3:
        booking.currency = random.choice(["EUR", "CHF"])
        if id > 55:
            booking.id += 5_000_000_000
        if isinstance(booking, Order):
            for _ in range(random.randint(0, 3)):
                booking.items.add(article=f"a{random.randint(1, 9)}", count=1)
    records.append(record(schema, booking))
records.insert(30, b'{"id": 31, "customer": "ann"}')
records.insert(45, record(3, MESSAGES[3][0](id=1, customer="ann", placed=at))[:-4])
records.insert(50, struct.pack(">bI", 0, 3) + bytes([2, 14]))
(FOLDER / "input/orders.base64").write_bytes(b"".join(base64.b64encode(value) + b"\n" for value in records))
