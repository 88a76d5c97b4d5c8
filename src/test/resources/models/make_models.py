"""Makes the tiny models beside this file: an encoder and a reader with a WordPiece vocabulary, for tests that need real inference.

Needs nothing but Python 3.9, and writes the same bytes every time. usage: python3 make_models.py
ONNX is protocol buffers (github.com/onnx/onnx/blob/main/onnx/onnx.proto3); what little of it is needed is written by hand.
"""
import hashlib
import json
import pathlib
import struct

HERE = pathlib.Path(__file__).parent
DIMENSION = 8
FLOAT, INT64 = 1, 7  # TensorProto.DataType

WORDS = """the a an of in to and was is by for on with who what when where how many did which send sent ship ships frigate frigates
new zealand war korean six seven eight treaty signed king queen river city harbour bridge built opened year captain crew sailed
north south island tea coffee green red blue house garden cat dog lighthouse keeper storm winter summer""".split()
LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
DIGITS = list("0123456789")
PUNCTUATION = list(".,;:!?'\"()-")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PIECES = SPECIAL + LETTERS + DIGITS + ["##" + c for c in LETTERS + DIGITS] + PUNCTUATION + [w for w in WORDS if len(w) > 1]
VOCABULARY = {piece: index for index, piece in enumerate(PIECES)}


# Protocol buffers: a field is its number and wire type, then a number (0) or a length and bytes (2)
def varint(value):
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def value_info(name, kind, axes):
    shape = b"".join(field(1, field(1 if isinstance(axis, int) else 2, axis)) for axis in axes)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def node(operator, inputs, output, attributes=b""):
    return b"".join(field(1, name) for name in inputs) + field(2, output) + field(3, output) + field(4, operator) + attributes


def integers(name, values):  # AttributeProto of type INTS
    return field(5, field(1, name) + b"".join(field(8, value) for value in values) + field(20, 7))


def table(name, rows):
    shape = [len(rows), len(rows[0])] if isinstance(rows[0], list) else [len(rows)]
    flat = [x for row in rows for x in row] if isinstance(rows[0], list) else rows
    return b"".join(field(1, size) for size in shape) + field(2, FLOAT) + field(8, name) + field(9, struct.pack(f"<{len(flat)}f", *flat))


def model(nodes, tables, inputs, outputs):
    graph = b"".join(field(1, n) for n in nodes) + field(2, "tiny") + b"".join(field(5, t) for t in tables)
    graph += b"".join(field(11, value_info(name, INT64, ["batch", "tokens"])) for name in inputs)
    graph += b"".join(field(12, value_info(name, FLOAT, axes)) for name, axes in outputs)
    return field(1, 8) + field(2, "footnote-tests") + field(7, graph) + field(8, field(1, "") + field(2, 13))


def tokenizer():
    special = [{"id": VOCABULARY[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True} for t in SPECIAL]
    piece = lambda name: {"SpecialToken": {"id": name, "type_id": 0}}
    text = {"Sequence": {"id": "A", "type_id": 0}}
    return json.dumps({
        "version": "1.0",
        # As in files left from a training: whoever reads this file must switch both off
        "truncation": {"direction": "Right", "max_length": 12, "strategy": "LongestFirst", "stride": 0},
        "padding": {"strategy": {"Fixed": 12}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
        "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "TemplateProcessing", "single": [piece("[CLS]"), text, piece("[SEP]")],
                           "pair": [piece("[CLS]"), text, piece("[SEP]"), {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                           "special_tokens": {t: {"id": t, "ids": [VOCABULARY[t]], "tokens": [t]} for t in ("[CLS]", "[SEP]")}},
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": VOCABULARY},
    }, indent=1)


def write(name, kind, weights, rest):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    words = tokenizer().encode()
    (folder / "model.onnx").write_bytes(weights)
    (folder / "tokenizer.json").write_bytes(words)
    digest = lambda data: hashlib.sha256(data).hexdigest()
    (folder / "model.yml").write_text(f"""# Made by make_models.py.
name: {name}
kind: {kind}
file: model.onnx
sha256: {digest(weights)}
tokenizer: tokenizer.json
tokenizer-sha256: {digest(words)}
{rest}""")


def encoder():
    """A token's vector is its row of a table plus the mean of all rows, so that [CLS] tells texts apart."""
    rows = [[((piece * 31 + axis * 17 + piece * axis * 7) % 23 - 11) / 11 for axis in range(DIMENSION)] for piece in range(len(PIECES))]
    return model(
        [node("Gather", ["rows", "input_ids"], "embedded"), node("ReduceMean", ["embedded"], "mean", integers("axes", [1])),
         node("Add", ["embedded", "mean"], "last_hidden_state")],
        [table("rows", rows)], ["input_ids", "attention_mask"], [("last_hidden_state", ["batch", "tokens", DIMENSION])])


def reader():
    """Answers are a number word, or "new zealand", which scores more; "no answer here" always scores 2."""
    starts, ends = [-4.0] * len(PIECES), [-4.0] * len(PIECES)
    for piece, start, end in (("[CLS]", 1, 1), ("six", 4, 4), ("seven", 3, 3), ("eight", 2, 2), ("new", 5, -1), ("zealand", -1, 5)):
        starts[VOCABULARY[piece]], ends[VOCABULARY[piece]] = float(start), float(end)
    return model(
        [node("Gather", ["starts", "input_ids"], "start_logits"), node("Gather", ["ends", "input_ids"], "end_logits")],
        [table("starts", starts), table("ends", ends)], ["input_ids", "attention_mask", "token_type_ids"],
        [("start_logits", ["batch", "tokens"]), ("end_logits", ["batch", "tokens"])])


write("tiny-encoder", "encoder", encoder(), f"""dimension: {DIMENSION}
pooling: cls
query-prefix: "what is "
max-tokens: 64
""")
write("tiny-reader", "reader", reader(), """max-tokens: 32
window-stride: 10
max-question-tokens: 8
max-answer-tokens: 4
""")
