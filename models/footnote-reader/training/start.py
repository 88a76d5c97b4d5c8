"""Recovers the first training's weights as an fp32 torch checkpoint from its int8 graph.
usage: start.py BASE.onnx INT8.onnx OUT.pt [REFERENCE.json]

The int8 graph names its weights X_quantized, X_scale, X_zero_point, where X is the name in the base graph: they are dequantised and
put into a copy of the base. Word embeddings were frozen then, so the base's own are kept. REFERENCE.json: compares the answer scores."""
import json, sys, tempfile
import numpy as np, onnx, torch
from onnx import numpy_helper as nh
from onnx_to_torch import load
from train import Reader

base_path, int8_path, out = sys.argv[1:4]
base = onnx.load(base_path)
weights = {t.name: nh.to_array(t) for t in onnx.load(int8_path).graph.initializer}
for t in base.graph.initializer:
    name, array = t.name, None
    if name in weights:
        array = weights[name]
    elif name + '_quantized' in weights and name != 'embeddings.word_embeddings.weight':
        q, scale, zero = (weights[name + s] for s in ('_quantized', '_scale', '_zero_point'))
        array = (q.astype(np.float32) - zero.astype(np.float32)) * scale      # scale and zero: one each, or one a column
    if array is not None:
        assert array.shape == nh.to_array(t).shape, name
        t.CopyFrom(nh.from_array(np.ascontiguousarray(array), name))
with tempfile.NamedTemporaryFile(suffix='.onnx') as f:
    onnx.save(base, f.name)
    model = Reader(load(f.name, 6))
model.head.weight.data = torch.tensor(weights['span.weight'].T.copy())
model.head.bias.data = torch.tensor(weights['span.bias'].copy())
torch.save(model.state_dict(), out)

if len(sys.argv) > 4:
    model.eval()
    for r in json.load(open(sys.argv[4])):
        ids = torch.tensor([r['input_ids']]); k = r['first_passage_token']
        types = torch.zeros_like(ids); types[0, k:] = 1
        with torch.no_grad(): s, e = (x[0] for x in model(ids, torch.ones_like(ids), types))
        n = ids.shape[1] - 1
        m = (s[k:n, None] + e[None, k:n]).triu().tril(29)
        print(f"answer score int8 {r['best_score'] - r['null_score']:.3f} here {m[m != 0].max() - s[0] - e[0]:.3f}  {r['question']}")
