"""Writes input/orders.base64 from orders.jsonl, and the descriptor set of orders.proto into pipeline.yaml. From this folder:

    python -m pip install grpcio-tools
    python make.py
"""
import base64
import json
import pathlib
import re
import tempfile

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

PROTOS = pathlib.Path(grpc_tools.__file__).parent / "_proto"


def base64_of(data):
    return base64.b64encode(data).decode()


with tempfile.NamedTemporaryFile() as out:
    arguments = ["-I.", f"-I{PROTOS}", "--include_imports", f"--descriptor_set_out={out.name}"]
    assert protoc.main(["protoc", *arguments, "orders.proto"]) == 0
    descriptor_set = pathlib.Path(out.name).read_bytes()

pipeline = pathlib.Path("pipeline.yaml")
text = re.sub("descriptorSet: .*", "descriptorSet: " + base64_of(descriptor_set), pipeline.read_text(encoding="utf-8"))
pipeline.write_text(text, encoding="utf-8")

pool = descriptor_pool.DescriptorPool()
for file in descriptor_pb2.FileDescriptorSet.FromString(descriptor_set).file:
    pool.Add(file)
Order = message_factory.GetMessageClass(pool.FindMessageTypeByName("shop.v1.Order"))

lines = []
for line in pathlib.Path("orders.jsonl").read_text(encoding="utf-8").splitlines():
    fields = {name: value for name, value in json.loads(line).items() if value is not None}
    placed_at = fields.pop("placed_at")
    order = Order(**fields)
    order.placed_at.FromJsonString(placed_at)
    lines.append(base64_of(order.customer.encode()) + "\t" + base64_of(order.SerializeToString(deterministic=True)))
# The last one once more, cut off in the middle of its item: it must become a dead letter.
key, value = lines[-1].split("\t")
lines.append(key + "\t" + base64_of(base64.b64decode(value)[:30]))
pathlib.Path("input/orders.base64").write_text("\n".join(lines) + "\n", encoding="utf-8")
