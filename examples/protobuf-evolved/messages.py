"""The messages of schemas/, by the id of a schema and the index of a message, as Python's own library has them."""
import pathlib
import tempfile

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

FOLDER = pathlib.Path(__file__).parent
PROTOS = pathlib.Path(grpc_tools.__file__).parent / "_proto"


def of_schema(id):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "shop").mkdir()
        (folder / "shop/item.proto").write_text((FOLDER / "schemas/1.shop.item.proto").read_text())
        (folder / "orders.proto").write_text((FOLDER / f"schemas/{id}.orders-value.proto").read_text())
        arguments = [f"-I{folder}", f"-I{PROTOS}", "--include_imports", f"--descriptor_set_out={folder}/set"]
        assert protoc.main(["protoc", *arguments, "orders.proto"]) == 0
        descriptor_set = descriptor_pb2.FileDescriptorSet.FromString((folder / "set").read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_set.file:
        pool.Add(file)
    names = ["shop.v1.Order", "shop.v1.Refund"]
    return [message_factory.GetMessageClass(pool.FindMessageTypeByName(name)) for name in names]


MESSAGES = {id: of_schema(id) for id in (2, 3)}
