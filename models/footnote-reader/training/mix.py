"""Builds the training mix and the held-out set.
usage: mix.py SQUAD2_FOLDER DATA_DIR OUT_DIR [ROWS]

SQUAD2_FOLDER: corpus.jsonl and questions.jsonl of the development half of SQuAD 2.0; DATA_DIR: the unpacked row files.
Writes OUT_DIR/train.jsonl (ROWS: at most so many), OUT_DIR/heldout.jsonl (rows with their kind) and OUT_DIR/heldout/ (corpus, questions).
Everything is drawn with one seed."""
import collections, json, math, os, random, re, sys
from train import SEED

squad2, data, out = sys.argv[1:4]
limit = int(sys.argv[4]) if len(sys.argv) > 4 else 10 ** 9
rnd = random.Random(SEED)
lines = lambda path: [json.loads(l) for l in open(path, encoding='utf-8')]
words = lambda s: re.findall(r'\w+', s.lower())
STOP = set('a an the of in on at to for by with from as is are was were be been being do does did has have had and or that this these those it its their his her he she they there than'.split())


# ---- sources -------------------------------------------------------------------------------------------------------------
def squad2_rows():
    texts = {x['_id']: x for x in lines(squad2 + '/corpus.jsonl')}
    for q in lines(squad2 + '/questions.jsonl'):
        c = texts[q['document']]
        yield {'title': c['title'], 'context': c['text'], 'question': q['text'], 'answers': [{'text': t, 'start': c['text'].find(t)} for t in q['answers'] if t in c['text']]}

def source(name): return lines(f'{data}/{name}.jsonl')

def qamr(n):
    """Single sentences: each glued with up to three others of its page (or of any), at most two questions a sentence."""
    by, page = collections.defaultdict(list), collections.defaultdict(list)
    for r in source('qamr'): by[r['context']].append(r)
    for c, rs in by.items(): page[rs[0]['id'].split('-')[1].rsplit(':', 2)[0]].append(c)
    every = sorted(by); rows = []
    for key in sorted(page):
        for c in page[key]:
            if len(c.split()) < 14: continue
            for r in rnd.sample(by[c], min(len(by[c]), 5)):
                others = [x for x in page[key] if x != c] or rnd.sample(every, 3)
                others = rnd.sample(others, min(len(others), rnd.randint(1, 3)))
                a = [x for x in r['answers'] if not any(x['text'].lower() in o.lower() for o in others)]
                if not a: continue
                k = rnd.randint(0, len(others)); before = ''.join(o + ' ' for o in others[:k])
                rows.append({'title': '', 'page': key, 'context': before + c + ''.join(' ' + o for o in others[k:]), 'question': r['question'],
                             'answers': [{'text': x['text'], 'start': x['start'] + len(before)} for x in a]})
    return rnd.sample(rows, min(n, len(rows)))

def selqa(n):
    """Sentences of the right section that do not answer: unanswerable."""
    by = collections.defaultdict(list)
    for r in source('pairs_selqa'):
        by[r['question']].append(r)
    out = []
    for q in sorted(by):
        no = [r['text'] for r in by[q] if not r['relevant']]
        if len(no) >= 3: out.append({'title': '', 'context': ' '.join(no[:8]), 'question': q, 'answers': [], 'kind': 'selqa'})
    return rnd.sample(out, min(n, len(out)))


# ---- unanswerable rows ----------------------------------------------------------------------------------------------------
class Index:
    """BM25 over the distinct paragraphs of some rows, with their titles."""
    def __init__(self, rows):
        title = {r['context']: r['title'] for r in rows}
        self.text = list(title); self.title = list(title.values()); self.at = {c: i for i, c in enumerate(self.text)}
        self.same = collections.defaultdict(list)
        for i, t in enumerate(self.title): self.same[t].append(i)
        count = [collections.Counter(words(c)) for c in self.text]; self.post = collections.defaultdict(list)
        mean = sum(sum(c.values()) for c in count) / len(count)
        for i, c in enumerate(count):
            for w, k in c.items(): self.post[w].append((i, k / (k + .9 * (.6 + .4 * sum(c.values()) / mean))))
    def search(self, question):
        score = collections.Counter()
        for w in sorted(set(words(question)) - STOP):
            p = self.post.get(w, ())
            for i, s in p: score[i] += s * math.log(1 + len(self.text) / (len(p) + .5))
        return score
    def negative(self, r, same_title):
        """One of the best three paragraphs without an answer: of the same title, or of any other."""
        bad = [a['text'].lower() for a in r['answers']]; score = self.search(r['question'])
        pool = self.same[r['title']] if same_title else [i for i, _ in score.most_common(30) if self.title[i] != r['title'] or not r['title']]
        pool = sorted((i for i in pool if self.text[i] != r['context'] and not any(b in self.text[i].lower() for b in bad)), key=lambda i: (-score[i], i))[:3]
        return {'title': self.title[pool[0]], 'context': self.text[rnd.choice(pool)], 'question': r['question'], 'answers': [],
                'kind': 'same document' if same_title else 'other document'} if pool else None

def negatives(rows, index, n, same_share):
    got = []
    rows = [r for r in rows if r['answers']]
    for r in rnd.sample(rows, len(rows)):
        same = rnd.random() < same_share
        x = index.negative(r, same) or index.negative(r, not same)
        if x: got.append(x)
        if len(got) == n: break
    return got

NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+(?:[ -](?:of |the )?[A-Z][a-z]+){0,3}")
NUMBER = re.compile(r'\b\d[\d,.]*\d\b|\b\d\b')
TURN = [('first', 'last'), ('largest', 'smallest'), ('highest', 'lowest'), ('most', 'fewest'), ('before', 'after'), ('oldest', 'youngest'), ('north', 'south'), ('northern', 'southern'),
        ('east', 'west'), ('eastern', 'western'), ('increase', 'decrease'), ('increased', 'decreased'), ('best', 'worst'), ('early', 'late'), ('minimum', 'maximum'), ('male', 'female'),
        ('won', 'lost'), ('began', 'ended'), ('begin', 'end'), ('start', 'finish'), ('born', 'buried'), ('founded', 'dissolved'), ('longest', 'shortest'), ('larger', 'smaller'), ('higher', 'lower'),
        ('father', 'mother'), ('brother', 'sister'), ('king', 'queen'), ('inside', 'outside'), ('summer', 'winter'), ('second', 'third'), ('opened', 'closed'), ('earliest', 'latest'), ('more', 'less')]
TURN = {**dict(TURN), **{b: a for a, b in TURN}}

YEAR = re.compile(r'\b(?:1[0-9]|20)\d\d\b')
before = lambda s, i: (words(s[:i]) or [''])[-1]

def names_of(rows):
    """Names of questions, by length and the word before them, by length alone, and by title."""
    names = collections.defaultdict(set)
    for r in rows:
        for m in NAME.finditer(r['question']):
            n, w = m.group(), len(m.group().split())
            for key in ((w, before(r['question'], m.start())), w, (w, 'title', r['title'])): names[key].add(n)
    return {k: sorted(v) for k, v in names.items()}

def other_name(r, m, names):
    low, w = r['context'].lower(), len(m.group().split())
    pools = [(w, before(r['question'], m.start())), w]
    if rnd.random() < .4: pools.insert(0, (w, 'title', r['title']))
    for key in pools:
        pool = names.get(key, ())
        for new in rnd.sample(pool, min(8, len(pool))):
            if new.lower() not in low + r['question'].lower() and not any(new.split()[-1].lower() in a['text'].lower() for a in r['answers']): return new

def swap(r, names, kinds):
    """The question with one fact changed so that the passage no longer answers it; None where that cannot be done."""
    q, c, ways = r['question'], r['context'], []
    for m in NUMBER.finditer(q) if 'number' in kinds else ():
        digits = m.group().replace(',', '')
        if not digits.isdigit() or m.group() not in c and not YEAR.search(digits): continue
        near = [-20, -11, -7, -4, -3, -2, -1, 1, 2, 3, 4, 6, 9, 15] if YEAR.fullmatch(digits) else range(1, 10)
        new = [x for x in (str(int(digits) + d) for d in rnd.sample(near, 6)) if x not in c]
        if new: ways.append(('number', q[:m.start()] + new[0] + q[m.end():]))
    if 'word' in kinds:
        for m in re.finditer(r'\b[a-z]+\b', q):
            if m.group() in TURN and TURN[m.group()] not in words(c) and m.group() in words(c): ways.append(('word', q[:m.start()] + TURN[m.group()] + q[m.end():]))
    years = YEAR.findall(c)
    if 'added year' in kinds and years and not YEAR.search(q) and not re.search(r'\b(when|year|date|long|century|time)\b', q.lower()):
        y = str(int(rnd.choice(years)) + rnd.choice([-20, -12, -8, -5, -3, -2, -1, 1, 2, 3, 5, 8, 12]))
        if y not in c: ways.append(('added year', re.sub(r'[ ?]*$', f' in {y}?', q, count=1)))
    for m in NAME.finditer(q) if 'name' in kinds else ():
        if m.group().lower() in c.lower():
            new = other_name(r, m, names)
            if new: ways.append(('name', q[:m.start()] + new + q[m.end():]))
    if not ways: return None
    kind, question = rnd.choice(ways)
    return {**r, 'question': question, 'answers': [], 'kind': 'swapped ' + kind if kind != 'added year' else kind}

def swaps(rows, names, n):
    """Half of them by the rarer ways, as far as they reach, the rest by names."""
    rows = [r for r in rows if r['answers']]; got, used = [], set()
    for kinds, most in (('number', n * .35), ('word', n * .5), (('added year',), n * .65), ('name', n)):
        for r in rnd.sample(rows, len(rows)):
            if len(got) >= most: break
            x = swap(r, names, (kinds,) if isinstance(kinds, str) else kinds) if id(r) not in used else None
            if x: got.append(x); used.add(id(r))
    return got

def right_year(rows, n):
    """Answerable rows with the year of the answer's sentence added to the question, so that a year alone means nothing."""
    got = []
    for r in rnd.sample(rows, len(rows)):
        if not r['answers'] or YEAR.search(r['question']) or re.search(r'\b(when|year|date|long|century|time)\b', r['question'].lower()): continue
        a = r['answers'][0]; c = r['context']; i = max(c.rfind('. ', 0, a['start']), c.rfind('\n', 0, a['start'])) + 1; j = c.find('. ', a['start'] + len(a['text'])); years = YEAR.findall(c[i:j if j > 0 else len(c)])
        if len(years) == 1 and not YEAR.search(a['text']): got.append({**r, 'question': re.sub(r'[ ?]*$', f' in {years[0]}?', r['question'], count=1), 'kind': 'answerable, year added'})
        if len(got) == n: break
    return got


# ---- untidiness -----------------------------------------------------------------------------------------------------------
def window(r, index):
    """The passage glued with a neighbour of the same title that holds no answer; None where there is none."""
    i = index.at.get(r['context'])
    same = index.same[index.title[i]] if i is not None and r['title'] else []
    if len(same) < 2: return None
    k = same.index(i); j = same[k + rnd.choice((-1, 1))] if 0 < k < len(same) - 1 else same[1] if k == 0 else same[-2]
    other = index.text[j].strip(); bad = [a['text'].lower() for a in r['answers']]
    if any(b in other.lower() for b in bad) or len(other.split()) + len(r['context'].split()) > 330: return None
    joint = rnd.choice(('\n', '\n\n', ' '))
    if j > i: return {**r, 'context': r['context'] + joint + other}
    shift = len(other) + len(joint)
    return {**r, 'context': other + joint + r['context'], 'answers': [{'text': a['text'], 'start': a['start'] + shift} for a in r['answers']]}

WH = set('who whom whose what which when where why how many much long old often far'.split())
def untidy(q):
    way = rnd.random()
    if way < .3: return q.rstrip(' ?')
    if way < .4: return re.sub(r"['’]", '', re.sub(r'\b([Ww]hat|[Ww]ho|[Ww]here) is\b', r'\1s', q)).rstrip(' ?')
    if way < .7:
        long = [m for m in re.finditer(r'\b[A-Za-z]{5,}\b', q)]
        if not long: return q.rstrip(' ?')
        m = rnd.choice(long); w = m.group(); i = rnd.randint(1, len(w) - 2); edit = rnd.randint(0, 3)
        w = (w[:i] + w[i + 1:], w[:i] + w[i + 1] + w[i] + w[i + 2:], w[:i] + w[i] + w[i:], w[:i] + rnd.choice('abcdefghijklmnopqrstuvwxyz') + w[i + 1:])[edit]
        return q[:m.start()] + w + q[m.end():]
    kept = [w for w in re.findall(r"[\w'’.,-]+", q.rstrip(' ?.')) if w.lower() in WH or w.lower() not in STOP]
    return ' '.join(kept) if len(kept) >= 3 else q.rstrip(' ?')


# ---- the mix --------------------------------------------------------------------------------------------------------------
sq, wiki, tydi, extra, fairy = list(squad2_rows()), source('squadshifts_new_wiki'), source('tydiqa_en'), source('squad11_extra_noxquad'), source('fairytaleqa')
titles = lambda rows: sorted({r['title'] for r in rows})
held = rnd.sample(titles(wiki), 4) + rnd.sample(titles(extra), 4)
# stories of which the first training saw no row (it took 1,000 rows, shuffled by Random(11) as the first draw of its mix)
seen = list(fairy); random.Random(11).shuffle(seen); seen = {r['title'] for r in seen[:1000]}
held_stories = [t for t in titles(fairy) if t not in seen]
print('held out', held, 'stories', held_stories)
split = lambda rows, drop: ([r for r in rows if r['title'] not in drop], [r for r in rows if r['title'] in drop])
(wiki, hw), (extra, he), (fairy, hf) = split(wiki, held), split(extra, held), split(fairy, held_stories)

sources = {'squad2': sq, 'wiki': wiki, 'tydi': tydi, 'extra': extra, 'fairy': rnd.sample(fairy, 3500), 'qamr': qamr(3000)}
index = {k: Index(v if k != 'fairy' else fairy) for k, v in sources.items()}
for k, v in sources.items():
    for r in v: r['source'] = k
names = names_of(sq + wiki + tydi + extra)
no = []
for k, n, same in (('squad2', 1500, .65), ('wiki', 2800, .65), ('extra', 1500, .65), ('tydi', 1400, .5), ('fairy', 700, .15), ('qamr', 500, 0)):
    no += [{**x, 'source': k} for x in negatives(sources[k], index[k], n, same)]
for k, n in (('squad2', 1100), ('wiki', 1700), ('extra', 700), ('tydi', 500)): no += [{**x, 'source': k} for x in swaps(sources[k], names, n)]
no += [{**x, 'source': 'selqa'} for x in selqa(800)]
rows = [r for v in sources.values() for r in v] + no + [r for k in ('squad2', 'wiki', 'extra') for r in right_year(sources[k], 170)]
rnd.shuffle(rows); rows = rows[:limit]
tally = collections.Counter()
with open(out + '/train.jsonl', 'w', encoding='utf-8') as f:
    for r in rows:
        r.setdefault('kind', 'answerable' if r['answers'] else 'unanswerable of the source')
        glue = 0 if r['kind'].split()[0] in ('swapped', 'added', 'selqa') else .12
        if r['source'] in index and rnd.random() < glue:
            x = window(r, index[r['source']])
            if x: r = x; tally['two paragraphs'] += 1
        if rnd.random() < .15: r = {**r, 'question': untidy(r['question'])}; tally['untidy'] += 1
        assert all(r['context'][a['start']:a['start'] + len(a['text'])] == a['text'] for a in r['answers']), r
        tally[r['source'] + ': ' + r['kind']] += 1; tally['no answer' if not r['answers'] else 'answer'] += 1
        f.write(json.dumps({k: r[k] for k in ('context', 'question', 'answers', 'kind', 'source')}, ensure_ascii=False) + '\n')
print(len(rows), *sorted(tally.items()), sep='\n')

# ---- held out -------------------------------------------------------------------------------------------------------------
os.makedirs(out + '/heldout', exist_ok=True)
held_rows = []
for rows, kind in ((hw + he, 'wiki'), (hf, 'story')):
    ix = Index(rows); yes = rnd.sample(rows, min(400 if kind == 'wiki' else 200, len(rows)))
    held_rows += [{**r, 'set': kind, 'kind': 'answerable'} for r in yes]
    if kind == 'wiki': held_rows += [{**x, 'set': kind} for x in swaps(rows, names_of(sq + wiki + tydi + extra + rows), 150)]
    held_rows += [{**x, 'set': kind} for x in negatives(rows, ix, 150, .65 if kind == 'wiki' else 0)]
with open(out + '/heldout.jsonl', 'w', encoding='utf-8') as f:
    for r in held_rows: f.write(json.dumps({k: r[k] for k in ('set', 'kind', 'title', 'context', 'question', 'answers')}, ensure_ascii=False) + '\n')
with open(out + '/heldout/corpus.jsonl', 'w', encoding='utf-8') as f:
    ids = {c: str(i) for i, c in enumerate(sorted({r['context'] for r in hw + he}))}
    for r in {r['context']: r for r in hw + he}.values(): f.write(json.dumps({'_id': ids[r['context']], 'title': '', 'text': r['context']}, ensure_ascii=False) + '\n')
with open(out + '/heldout/questions.jsonl', 'w', encoding='utf-8') as f:
    for n, r in enumerate(x for x in held_rows if x['set'] == 'wiki' and x['context'] in ids and (x['answers'] or x['kind'].startswith('swapped'))):
        f.write(json.dumps({'_id': str(n), 'text': r['question'], 'answers': [a['text'] for a in r['answers']], 'document': ids[r['context']], 'kind': r['kind']}, ensure_ascii=False) + '\n')
print('held out rows', collections.Counter((r['set'], r['kind']) for r in held_rows))
