"""Computes expected/parcels-by-country.jsonl from input/ and schemas/, with fastavro and pandas:
    pip install fastavro pandas && python expected.py
"""
import base64
import io
import json
import pathlib
import struct

import fastavro
import pandas

FOLDER = pathlib.Path(__file__).parent
SCHEMAS = {int(file.name.split(".")[0]): json.loads(file.read_text()) for file in FOLDER.glob("schemas/*.avsc")}

parcels = []
for line in (FOLDER / "input/parcels.base64").read_text().splitlines():
    value = base64.b64decode(line)
    _, id = struct.unpack(">bI", value[:5])
    parcels.append(fastavro.schemaless_reader(io.BytesIO(value[5:]), SCHEMAS[id], SCHEMAS[2]))

frame = pandas.DataFrame(parcels)
frame["country"] = frame["to"].map(lambda place: place["country"])
frame["window_start"] = frame["sent"].dt.floor("D")
by_country = frame.groupby(["window_start", "country"]).agg(
    parcels=("id", "count"), weight=("weight", "sum"), express=("express", "sum")
)
with open(FOLDER / "expected/parcels-by-country.jsonl", "w") as out:
    for (window_start, country), row in by_country.iterrows():
        print(
            f'{{"window_start":"{window_start:%Y-%m-%dT%H:%M:%S}","country":"{country}","parcels":{row.parcels},'
            f'"weight":{row.weight},"express":{row.express},"read_from_kafka":true}}',
            file=out,
        )
