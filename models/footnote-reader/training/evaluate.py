"""Measures a reader in ONNX Runtime.
usage: evaluate.py MODEL.onnx TOKENIZER.json OUT.json NAME=FOLDER:N ... rows=HELDOUT.jsonl

FOLDER (corpus.jsonl, questions.jsonl): the first N questions of a seeded shuffle, with the gold passage given and open over BM25's top 5
(N=0: all). HELDOUT.jsonl: rows of mix.py with their kind, passage given. Windows as in the product: 384 tokens, stride 200, questions cut at
48 tokens, spans up to 30 tokens; answer score = best span - null. OUT.json gets the figures and each question's score."""
import collections, json, math, random, re, string, sys, time
import numpy as np, onnxruntime as ort
from tokenizers import Tokenizer

TOP = 5
model_path, tokenizer_path, out = sys.argv[1:4]
tokenizer = Tokenizer.from_file(tokenizer_path); tokenizer.no_truncation(); tokenizer.no_padding()
options = ort.SessionOptions(); options.intra_op_num_threads = 2
session = ort.InferenceSession(model_path, options)
spent = [0., 0]


def normal(s): return ' '.join(re.sub(r'\b(a|an|the)\b', ' ', ''.join(c for c in s.lower() if c not in string.punctuation)).split())

def f1(p, g):
    p, g = normal(p).split(), normal(g).split(); c = sum((collections.Counter(p) & collections.Counter(g)).values())
    return float(p == g) if not p or not g else 2 * c / (len(p) + len(g))

def read(question, passage):
    """The best (answer score, start, end) over the passage's windows."""
    q = tokenizer.encode(question, add_special_tokens=False).ids[:48]; e = tokenizer.encode(passage, add_special_tokens=False)
    room, k, best = 384 - len(q) - 3, len(q) + 2, (-1e9, 0, 0)
    for w in range(0, max(1, len(e.ids) - 40), 200):
        ids = [101] + q + [102] + e.ids[w:w + room] + [102]; x = np.array([ids], dtype=np.int64); t = time.time()
        s, f = session.run(['start_logits', 'end_logits'], {'input_ids': x, 'attention_mask': np.ones_like(x), 'token_type_ids': np.array([[0] * k + [1] * (len(ids) - k)])})
        spent[0] += time.time() - t; spent[1] += 1
        s, f, n = s[0], f[0], len(ids) - 1; i = np.arange(n - k)
        m = np.where((i[None] >= i[:, None]) & (i[None] < i[:, None] + 30), s[k:n, None] + f[None, k:n], -1e5)
        a, b = divmod(int(m.argmax()), n - k); v = float(m[a, b] - s[0] - f[0])
        if v > best[0]: best = (v, e.offsets[w + a][0], e.offsets[w + b][1])
        if w + room >= len(e.ids): break
    return best

def sentence(c, a, b):
    left = max(c.rfind('. ', 0, a), c.rfind('\n', 0, a)); right = [x for x in (c.find('. ', b), c.find('\n', b)) if x >= 0]
    return c[left + 1:min(right) + 1 if right else len(c)]

def auc(yes, no):
    order = np.argsort(np.argsort(np.array(yes + no))) + 1
    return float((order[:len(yes)].sum() - len(yes) * (len(yes) + 1) / 2) / (len(yes) * len(no)))

def balanced(yes, no):
    y, n = np.array(yes), np.array(no)
    return max(((float((y > t).mean()) + float((n <= t).mean())) / 2, float(t)) for t in np.arange(-15, 15.01, .25))

def result(question, passage, answers, best, extra):
    return {'q': question, 's': best[0], 'span': passage[best[1]:best[2]], 'sentence': sentence(passage, best[1], best[2]), 'answers': answers, **extra}

def figures(res):
    yes, no = [r for r in res if r['answers']], [r for r in res if not r['answers']]; f = {'answerable': len(yes), 'unanswerable': len(no)}
    if yes:
        f['em'] = sum(max(normal(r['span']) == normal(g) for g in r['answers']) for r in yes) / len(yes)
        f['f1'] = sum(max(f1(r['span'], g) for g in r['answers']) for r in yes) / len(yes)
        f['in sentence'] = sum(any(normal(g) in normal(r['sentence']) for g in r['answers']) for r in yes) / len(yes)
        told = [r for r in yes if r.get('evidence')]
        if told: f['in a gold sentence'] = sum(any(normal(r['span']) in normal(g) for g in r['evidence']) for r in told) / len(told)
    if yes and no:
        f['balanced accuracy'], f['threshold'] = balanced([r['s'] for r in yes], [r['s'] for r in no])
        f['auc'] = auc([r['s'] for r in yes], [r['s'] for r in no])
        right = [r['s'] for r in yes if any(normal(g) in normal(r['sentence']) for g in r['answers'])]
        if right: f['auc right sentence against unanswerable'] = auc(right, [r['s'] for r in no])
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in f.items()}

def bm25(docs):
    stem = lambda t: re.sub(r'(ing|ed|es|s)$', '', t) if len(t) > 4 else t
    count = [collections.Counter(map(stem, re.findall(r'\w+', (x.get('title', '') + ' ' + x['text']).lower()))) for x in docs]
    mean = sum(sum(c.values()) for c in count) / len(count); post = collections.defaultdict(list)
    for i, c in enumerate(count):
        for w, k in c.items(): post[w].append((i, k / (k + .9 * (.6 + .4 * sum(c.values()) / mean))))
    def search(q):
        score = collections.Counter()
        for w in sorted(set(map(stem, re.findall(r'\w+', q.lower())))):
            p = post.get(w, []); idf = math.log(1 + (len(docs) - len(p) + .5) / (len(p) + .5))
            for i, s in p: score[i] += idf * s
        return [i for i, _ in score.most_common(TOP)]
    return search

def folder(path, n):
    docs = [json.loads(l) for l in open(path + '/corpus.jsonl', encoding='utf-8')]; questions = [json.loads(l) for l in open(path + '/questions.jsonl', encoding='utf-8')]
    random.Random(3).shuffle(questions); questions = questions[:n or None]
    text = {x['_id']: x['text'] for x in docs}; search, gold, opened = bm25(docs), [], []
    for q in questions:
        seen = {}
        def look(c):
            if c not in seen: seen[c] = read(q['text'], c)
            return seen[c]
        extra = {k: q[k] for k in ('evidence', 'kind') if q.get(k)}
        if q.get('document') in text: c = text[q['document']]; gold.append(result(q['text'], c, q['answers'], look(c), extra))
        found = [docs[i]['text'] for i in search(q['text'])]
        if found: c = max(found, key=lambda c: look(c)[0]); opened.append(result(q['text'], c, q['answers'], look(c), extra))
    return {'gold passage': gold, f'open, BM25 top {TOP}': opened}

report = {}
for a in sys.argv[4:]:
    name, path = a.split('=')
    if name == 'rows':
        rows = [json.loads(l) for l in open(path, encoding='utf-8')]
        res = [result(r['question'], r['context'], [x['text'] for x in r['answers']], read(r['question'], r['context']), {'set': r['set'], 'kind': r['kind']}) for r in rows]
        for s in sorted({r['set'] for r in res}):
            mine = [r for r in res if r['set'] == s]; yes = [r for r in mine if r['answers']]
            report[f'{s}: all'] = {**figures(mine), 'scores': mine}
            t = report[f'{s}: all']['threshold']
            for kind in sorted({r['kind'] for r in mine if not r['answers']}):
                no = [r for r in mine if r['kind'] == kind]
                report[f'{s}: {kind}'] = {**figures(yes + no), 'refused at the threshold of all': round(float(np.mean([r['s'] <= t for r in no])), 3)}
    else:
        path, n = path.rsplit(':', 1)
        for k, res in folder(path, int(n)).items(): report[f'{name}, {k}'] = {**figures(res), 'scores': res}
    json.dump(report, open(out, 'w'), ensure_ascii=False)
report['ms a window'] = round(1000 * spent[0] / spent[1], 1)
json.dump(report, open(out, 'w'), ensure_ascii=False)
for k, v in report.items(): print(k, {x: y for x, y in v.items() if x != 'scores'} if isinstance(v, dict) else v)
