"""The new model's outputs for the inputs of an older reference.json, at graph optimisation "basic".
usage: reference.py MODEL.onnx TOKENIZER.json OLD_REFERENCE.json NEW_REFERENCE.json"""
import json, sys
import numpy as np, onnxruntime as ort
from tokenizers import Tokenizer

model, tokenizer_path, old, new = sys.argv[1:5]
tokenizer = Tokenizer.from_file(tokenizer_path); tokenizer.no_truncation(); tokenizer.no_padding()
options = ort.SessionOptions(); options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
session = ort.InferenceSession(model, options); rows = json.load(open(old, encoding='utf-8'))
for r in rows:
    ids, k = np.array([r['input_ids']], dtype=np.int64), r['first_passage_token']; n = ids.shape[1] - 1
    types = np.zeros_like(ids); types[0, k:] = 1
    s, e = (x[0] for x in session.run(['start_logits', 'end_logits'], {'input_ids': ids, 'attention_mask': np.ones_like(ids), 'token_type_ids': types}))
    i = np.arange(n - k); m = np.where((i[None] >= i[:, None]) & (i[None] < i[:, None] + 30), s[k:n, None] + e[None, k:n], -1e5)
    a, b = divmod(int(m.argmax()), n - k); off = tokenizer.encode(r['passage'], add_special_tokens=False).offsets
    r['null_score'], r['best_score'] = round(float(s[0] + e[0]), 4), round(float(m[a, b]), 4)
    r['span'] = [off[a][0], off[b][1]]; r['text'] = r['passage'][off[a][0]:off[b][1]]
    r['start_logits_first_8'] = [round(float(x), 4) for x in s[:8]]
json.dump(rows, open(new, 'w', encoding='utf-8'), indent=1, ensure_ascii=False)
for r in rows: print(round(r['best_score'] - r['null_score'], 3), r['question'], '|', r['text'])
