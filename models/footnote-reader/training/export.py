"""Writes the trained reader into the base model's ONNX graph, adds the span head, quantises to int8.
usage: export.py TRAINED.pt BASE.onnx OUT_DIR"""
import os, sys
import numpy as np, onnx, torch
from onnx import TensorProto, helper as h, numpy_helper as nh
from onnxruntime.quantization import QuantType, quantize_dynamic

trained, base, out = sys.argv[1:4]; os.makedirs(out, exist_ok=True)
model = onnx.load(base); g = model.graph
initial = {t.name: t for t in g.initializer}; made_by = {o: n for n in g.node for o in n.output}
state = torch.load(trained, weights_only=False); state = state.get('model', state)
encoder = {k[4:]: v.numpy() for k, v in state.items() if k.startswith('enc.')}
done = set()

def put(name, array): initial[name].CopyFrom(nh.from_array(np.ascontiguousarray(array.astype(np.float32)), name)); done.add(name)

for k in encoder:
    if k in initial: put(k, encoder[k])
for n in g.node:                                # weights of MatMul have no names of their own: each is found by the bias it meets
    if n.op_type != 'Add': continue
    for i in (0, 1):
        bias, other = n.input[i], made_by.get(n.input[1 - i])
        if bias in encoder and bias.endswith('bias') and other is not None and other.op_type == 'MatMul':
            w = next((x for x in other.input if x in initial), None)
            if w: put(w, encoder[bias[:-4] + 'weight'].T); done.add(bias[:-4] + 'weight')
assert not [k for k in encoder if k not in done and 'position_ids' not in k]

g.initializer.append(nh.from_array(np.ascontiguousarray(state['head.weight'].numpy().T), 'span.weight'))
g.initializer.append(nh.from_array(state['head.bias'].numpy(), 'span.bias'))
g.node.append(h.make_node('MatMul', [g.output[0].name, 'span.weight'], ['span_mm'], name='span_matmul'))
g.node.append(h.make_node('Add', ['span_mm', 'span.bias'], ['span_logits'], name='span_add'))
assert model.opset_import[0].version == 11      # Split and Squeeze take attributes
g.node.append(h.make_node('Split', ['span_logits'], ['s3', 'e3'], axis=2, split=[1, 1], name='span_split'))
for a, b in (('s3', 'start_logits'), ('e3', 'end_logits')): g.node.append(h.make_node('Squeeze', [a], [b], axes=[2], name=b))
del g.output[:]
for b in ('start_logits', 'end_logits'): g.output.append(h.make_tensor_value_info(b, TensorProto.FLOAT, ['batch', 'tokens']))
onnx.checker.check_model(model); onnx.save(model, out + '/model-fp32.onnx')
quantize_dynamic(out + '/model-fp32.onnx', out + '/model.onnx', per_channel=True, weight_type=QuantType.QInt8,
                 extra_options={'MatMulConstBOnly': True}, nodes_to_exclude=['span_matmul'])
print(os.path.getsize(out + '/model-fp32.onnx'), os.path.getsize(out + '/model.onnx'))
