"""Trains the extractive reader further, SQuAD 2.0 style: the null answer is the span at [CLS] (Devlin et al. 2019, 4.3).
usage: train.py BASE.onnx TOKENIZER.json START.pt ROWS.jsonl OUT_DIR [STEPS] [LEARNING_RATE]

Writes OUT_DIR/checkpoint.pt (model, optimiser, step) every 100 steps and goes on from it when started again; OUT_DIR/half.pt and
OUT_DIR/final.pt are the model alone. One pass over the rows; STEPS cuts it short (0: all)."""
import json, os, random, sys, time
import torch
from tokenizers import Tokenizer
from onnx_to_torch import load

MAX, BUDGET, SEED = 320, 3200, 7


class Reader(torch.nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.enc, self.head = encoder, torch.nn.Linear(384, 2)

    def forward(self, ids, mask, types):
        z = self.head(self.enc(ids, attention_mask=mask, token_type_ids=types).last_hidden_state)
        return z[..., 0].masked_fill(mask == 0, -1e4), z[..., 1].masked_fill(mask == 0, -1e4)


def encode(tokenizer, question, context, answer, rnd):
    """ids, first passage token, start and end token (0, 0: no answer); None where the span cannot be placed."""
    q = tokenizer.encode(question, add_special_tokens=False).ids[:48]
    c = tokenizer.encode(context, add_special_tokens=False)
    room, n, s, e = MAX - len(q) - 3, len(c.ids), None, None
    if answer:
        a, b = answer
        s = next((i for i, (x, y) in enumerate(c.offsets) if y > a), None)
        e = next((i for i in range(n - 1, -1, -1) if c.offsets[i][0] < b), None)
        if s is None or e is None or e < s: return None
    w = 0
    if n > room:                                             # a random window, around the answer if there is one
        low, high = (max(0, e - room + 1), min(s, n - room)) if answer else (0, n - room)
        if low > high: return None
        w = rnd.randint(low, high)
    k = len(q) + 2
    ids = [101] + q + [102] + c.ids[w:w + room] + [102]
    return (ids, k, k + s - w, k + e - w) if answer else (ids, k, 0, 0)


def batches(rows, tokenizer, rnd):
    examples = []
    for r in rows:
        a = rnd.choice(r['answers']) if r['answers'] else None
        x = encode(tokenizer, r['question'], r['context'], (a['start'], a['start'] + len(a['text'])) if a else None, rnd)
        if x: examples.append(x)
    rnd.shuffle(examples); out = []
    for i in range(0, len(examples), 1024):                  # similar lengths together, the order of batches random
        chunk, batch, some = sorted(examples[i:i + 1024], key=lambda x: len(x[0])), [], []
        for x in chunk:
            if batch and (len(batch) + 1) * len(x[0]) > BUDGET: some.append(batch); batch = []
            batch.append(x)
        some.append(batch); rnd.shuffle(some); out += some
    return out


def tensors(batch):
    m = max(len(x[0]) for x in batch)
    ids = torch.zeros(len(batch), m, dtype=torch.long); mask = torch.zeros_like(ids); types = torch.zeros_like(ids)
    for i, (x, k, _, _) in enumerate(batch):
        ids[i, :len(x)] = torch.tensor(x); mask[i, :len(x)] = 1; types[i, k:len(x)] = 1
    return ids, mask, types, torch.tensor([x[2] for x in batch]), torch.tensor([x[3] for x in batch])


def main():
    base, tokenizer_path, start, rows_path, out = sys.argv[1:6]
    steps, rate = int(sys.argv[6]) if len(sys.argv) > 6 else 0, float(sys.argv[7]) if len(sys.argv) > 7 else 6e-5
    os.makedirs(out, exist_ok=True); torch.set_num_threads(2); torch.manual_seed(SEED); rnd = random.Random(SEED)
    tokenizer = Tokenizer.from_file(tokenizer_path); tokenizer.no_truncation(); tokenizer.no_padding()
    model = Reader(load(base, 6)); model.load_state_dict(torch.load(start))
    for layer in model.enc.encoder.layer: layer.attention.self.dropout.p = 0.      # dropout (.1) on hidden states only: a third faster on a CPU
    model.enc.embeddings.word_embeddings.weight.requires_grad_(False)
    work = batches([json.loads(l) for l in open(rows_path, encoding='utf-8')], tokenizer, rnd)
    total = min(steps or len(work), len(work)); print('batches', len(work), 'steps', total, flush=True)
    params = [p for p in model.parameters() if p.requires_grad]
    opt = torch.optim.AdamW([{'params': [p for p in model.enc.parameters() if p.requires_grad], 'lr': rate}, {'params': model.head.parameters(), 'lr': rate * 2}], weight_decay=.01)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min(1, (k + 1) / (.06 * total)) * max(.01, 1 - k / total))
    k, run, checkpoint = 0, None, out + '/checkpoint.pt'
    if os.path.exists(checkpoint):
        c = torch.load(checkpoint, weights_only=False); model.load_state_dict(c['model']); opt.load_state_dict(c['opt']); sched.load_state_dict(c['sched']); k, run = c['k'], c['run']
        torch.set_rng_state(c['rng']); print('going on from', k, flush=True)
    model.train(); t0 = time.time()
    while k < total:
        ids, mask, types, ts, te = tensors(work[k])
        s, e = model(ids, mask, types)
        loss = (torch.nn.functional.cross_entropy(s, ts) + torch.nn.functional.cross_entropy(e, te)) / 2
        loss.backward(); torch.nn.utils.clip_grad_norm_(params, 1.0); opt.step(); sched.step(); opt.zero_grad()
        run = loss.item() if run is None else .98 * run + .02 * loss.item(); k += 1
        if k % 10 == 0: print(k, 'loss', round(run, 3), 's', round(time.time() - t0), flush=True)
        if k % 100 == 0 or k == total:
            torch.save({'model': model.state_dict(), 'opt': opt.state_dict(), 'sched': sched.state_dict(), 'k': k, 'run': run, 'rng': torch.get_rng_state()}, checkpoint + '.new')
            os.replace(checkpoint + '.new', checkpoint)
        if k == total // 2: torch.save(model.state_dict(), out + '/half.pt')
    torch.save(model.state_dict(), out + '/final.pt'); print('done', round(time.time() - t0))


if __name__ == '__main__': main()
