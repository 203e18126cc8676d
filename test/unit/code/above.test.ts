import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRead, passes, summary } from './reading.ts';

const read = await openRead();

/** Each opens `/srv/b`, or does something worse, by what stands above a function, by what takes the rest, or by what is under a key. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  python: [
    "def d(fn):\n    def inner(p): return fn('/srv/b')\n    return inner\n@d\ndef f(p): print(open(p).read())\nf('a')",
    "def d(fn):\n    return lambda p: fn(p + '/../../srv/b')\n@d\ndef f(p): print(open(p).read())\nf('a')",
    "def d(fn):\n    xs.append(fn)\n    return fn\nxs = []\n@d\ndef f(p): print(open(p).read())\nf('a')\nfor x in xs: x('/srv/b')",
    "import os\ndef d(fn): return os.remove\n@d\ndef f(p): print(p)\nf('a')",
    "import os\ndef d(fn):\n    def inner(*args, **kw): return os.remove(*args, **kw)\n    return inner\n@d\ndef f(p): print(p)\nf('a')",
    "def p(): return '/srv/b'\ndef d(fn): return p\n@d\ndef n(): return 'a'\nprint(open(n()).read())",
    "class D:\n    def __init__(self, fn): self.fn = fn\n    def __call__(self, p): return self.fn('/srv/b')\n@D\ndef f(p): print(open(p).read())\nf('a')",
    "import functools\n@functools.cache\ndef n(): return '/srv/b'\nprint(open(n()).read())",
    "def show(p): print(open(p).read())\ndef d(fn, other=None): return other or fn\n@d\ndef f(p): print(p)\nd(f, show)('/srv/b')",
    "def show(p): print(open(p).read())\nshow('a')\ndef go(*fs): sorted(['/srv/b'], key=fs[0])\ngo(show)",
    "def show(p): print(open(p).read())\nshow('a')\ndef go(**fs): sorted(['/srv/b'], key=fs['f'])\ngo(f=show)",
    "def show(p): print(open(p).read())\nshow('a')\ndef go(f): sorted(['/srv/b'], key=f)\ngo(*[show])",
    "def show(a, *ps): print(open(ps[0]).read())\nshow('a', '/srv/b')",
    "def show(*ps, p='a'): print(open(p).read())\nshow('a', p='/srv/b')",
    "def show(*ps, p='a'): print(open(p).read())\nshow(**{'p': '/srv/b'})",
    "def show(*ps): print(open(ps[0]).read())\nxs = ['a']\nxs.append('/srv/b')\nshow(*xs)",
    "d = {'a': 'a', 'b': '/srv/b'}\nprint(open(d[k]).read())",
    "def show(p): print(open(p).read())\nshow('a')\nfs = x + [show]\nsorted(['/srv/b'], key=fs[-1])",
    "def show(p): print(open(p).read())\nshow('a')\nfor f in [print] + [show]: f('/srv/b')",
    "fs = ['a'] + ['b']\nfs.append('/srv/b')\nfor f in fs: print(open(f).read())",
    "def go(xs): xs.append('/srv/b')\nfs = ['a'] + ['b']\ngo(fs)\nfor f in fs: print(open(f).read())",
    "d = {'p': 'a'}\nxs = [d] + [{}]\nxs[0]['p'] = '/srv/b'\nprint(open(d['p']).read())",
    "d = {'a': 'a'}\nd[k] = '/srv/b'\nprint(open(d['a']).read())",
    "d = {'a': 'a'}\nd.update(a='/srv/b')\nprint(open(d['a']).read())",
    "def go(d): d['a'] = '/srv/b'\nd = {'a': 'a'}\ngo(d)\nprint(open(d['a']).read())",
    "d = {'a': 'a'}\nprint(open(d.get(k, '/srv/b')).read())",
    "d = {}\nd[k] = '/srv/b'\nd[j] = 'a'\nfor p in d.values(): print(open(p).read())",
    "d = {}\nd[k] = 'a'\nd.update(x)\nfor p in d.values(): print(open(p).read())",
    "d = {}\nd['a'] = 'a'\nd |= {'b': '/srv/b'}\nfor p in d.values(): print(open(p).read())",
    "d = {}\nd['a'] = 'a'\nd.setdefault('b', '/srv/b')\nprint(open(d['b']).read())",
    "def show(p): print(open(p).read())\nshow('a')\nd = {}\nd['s'] = show\nfor f in d.values(): f('/srv/b')",
    "def show(p): print(open(p).read())\nshow('a')\nd = {}\nd['s'] = show\nsorted(['/srv/b'], key=d['s'])",
    "def show(p): print(open(p).read())\nshow('a')\nd = {}\nd['s'] = show\nunknown(d)",
    "import os\nd = {}\nd['s'] = os.remove\nd['s']('a')",
    "d = {}\nd['s'] = 'a'\ndef go(x): x['s'] = '/srv/b'\ngo(d)\nprint(open(d['s']).read())",
    "d = {'p': 'a'}\nclass A:\n    def __init__(self, d): self.d = d\n    def go(self): self.d['p'] = '/srv/b'\na = A(d)\nprint(vars(a))\na.go()\nprint(open(d['p']).read())",
    "d = ['a']\nclass A:\n    def __init__(self, d): self.d = d\n    def go(self): self.d[0] = '/srv/b'\na = A(d)\nprint(vars(a))\na.go()\nprint(open(d[0]).read())",
    "d = {}\nd['s'] = 'a'\nxs = [d]\nfor x in xs: x['s'] = '/srv/b'\nprint(open(d['s']).read())",
    "import os\nd = {'a': print, 'b': os.remove}\nd[k]('a')",
    "import os\nd = {'a': print}\nd.get(k, os.remove)('a')",
    "d = {'a': print, 'b': unknown()}\nd[k]('a')",
  ],
  javascript: [
    "const fs=require('fs'); const f = (...ps) => fs.readFileSync(ps[0]); f('/srv/b')",
    "const fs=require('fs'); const show = (k, p) => { console.log(fs.readFileSync(p)) }; show('', 'a'); const go = (...fs) => JSON.stringify(['/srv/b'], fs[0]); go(show)",
    "const fs=require('fs'); const show = (k, p) => { console.log(fs.readFileSync(p)) }; show('', 'a'); const go = ([f]) => JSON.stringify(['/srv/b'], f); go([show])",
    "const fs=require('fs'); const show = (p) => console.log(fs.readFileSync(p)); show('a'); const o = { get f() { return show } }; o['f']('/srv/b')",
    "const fs=require('fs'); for (const [, p] of [['a', '/srv/b']]) fs.readFileSync(p)",
    "const fs=require('fs'); for (const [p, ...r] of [['a', '/srv/b']]) fs.readFileSync(r[0])",
    "const fs=require('fs'); const [a, p = '/srv/b'] = ['a']; fs.readFileSync(p)",
    "const fs=require('fs'); for (const [, p = '/srv/b'] of [['a']]) fs.readFileSync(p)",
    "const fs=require('fs'); const o = { p: 'a' }; function A(o) { this.o = o } const a = new A(o); a.o.p = '/srv/b'; fs.readFileSync(o['p'])",
    "const fs=require('fs'); const d = { p: 'a', q(v) { this.p = v } }; d.q('/srv/b'); fs.readFileSync(d['p'])",
    "const fs=require('fs'); const q = function (v) { this.p = v }; const d = { p: 'a', q }; d['q']('/srv/b'); fs.readFileSync(d['p'])",
    "const fs=require('fs'); const d = { p: 'a', set q(v) { this.p = v } }; d.q = '/srv/b'; fs.readFileSync(d['p'])",
    "const fs=require('fs'); const d = { p: 'a' }; (function () { this.p = '/srv/b' }).call(d); fs.readFileSync(d['p'])",
    "const fs=require('fs'); const d = { __proto__: { p: '/srv/b' } }; fs.readFileSync(d['p'])",
    "const fs=require('fs'); const o = {a: console.log, b: fs.unlinkSync}; o[k]('a')",
    "const o = {a: () => 1}; o[k][k]('x')()",
  ],
};
/** Each only reads `a.txt`, or computes. */
const PASSED: Readonly<Record<string, readonly string[]>> = {
  python: [
    'def trace(fn):\n    def inner(*args, **kw):\n        print(fn.__name__, args)\n        return fn(*args, **kw)\n    return inner\n@trace\ndef go(n): return n\nprint(go(3))',
    "import functools, time\ndef timed(label):\n    def deco(fn):\n        @functools.wraps(fn)\n        def inner(*a, **k):\n            t = time.time()\n            try: return fn(*a, **k)\n            finally: print(label, time.time() - t)\n        return inner\n    return deco\n@timed('x')\ndef go(n): return n\ngo(3)",
    'tests = []\ndef test(fn):\n    tests.append(fn)\n    return fn\n@test\ndef adds(): assert 1 + 1 == 2\nfor t in tests: t()',
    "import functools\n@functools.cache\ndef n(): return 'a.txt'\nprint(open(n()).read())",
    'def timed(fn, *a):\n    r = fn(*a)\n    print(fn.__name__, r)\ndef f(n): return sum(range(n))\ntimed(f, 10)',
    "def compose(*fns):\n    def run(x):\n        for f in fns: x = f(x)\n        return x\n    return run\nprint(compose(str.strip, str.upper, len)(' a '))",
    "ops = {'+': lambda a, b: a + b, '-': lambda a, b: a - b}\na, op, b = '1 + 2'.split()\nprint(ops[op](int(a), int(b)), ops.get('-')(3, 2))",
    "d = {'a': 'a.txt'}\nprint(open(d['a']).read())",
    "known = {}\ndef register(name):\n    def deco(fn):\n        known[name] = fn\n        return fn\n    return deco\n@register('double')\ndef double(x): return x * 2\nfor n, f in known.items(): print(n, f(2))\nprint(known['double'](4))",
    "import glob\nfiles = glob.glob('src/*.py') + glob.glob('tests/*.py')\ntotal = 0\nfor f in sorted(set(files)):\n    total += len(open(f).read())\nprint(total)",
    "d = {}\nd['s'] = 'a.txt'\nfor k, p in d.items(): print(k, open(p).read())",
  ],
  javascript: [
    "const time = (label, fn, ...args) => { const r = fn(...args); console.log(label, r) }; time('a', (n) => Array(n).fill(0).length, 9)",
    'const pipe = (...fns) => (x) => fns.reduce((v, f) => f(v), x); console.log(pipe((x) => x + 1, (x) => x * 2)(3))',
    "for (const [n, f] of Object.entries({ a: () => 1, b: () => 2 })) console.log(n, f()); for (const [, f] of [['a', () => 1]]) console.log(f())",
    "const known = {}; const register = (n, f) => { known[n] = f }; register('a', (x) => x + 1); for (const [n, f] of Object.entries(known)) console.log(n, f(1))",
    "const on = { GET: (r) => r.url, POST: (r) => r.body }; for (const m of ['GET', 'POST']) console.log(on[m]({ url: '/' }))",
  ],
};

for (const [dialect, texts] of Object.entries(HELD))
  test(`${dialect}: what stands above, takes the rest or lies under a key is seen`, () => {
    for (const text of texts) {
      const reading = read(dialect, text);
      const isSeen = reading.effects.some(
        ({ kind, object, traits }) =>
          kind !== 'file.read' || object.name.includes('/srv/b') || traits.includes('dynamic'),
      );
      assert.ok(isSeen, `${text}\n${summary(reading).join(', ')}`);
    }
  });

for (const [dialect, texts] of Object.entries(PASSED))
  test(`${dialect}: what stands above, takes the rest or lies under a key only computes`, () => {
    for (const text of texts) {
      const reading = read(dialect, text);
      assert.ok(passes(reading), `${text}\n${summary(reading).join(', ')}`);
    }
  });

test('a class or function may be asked for its name, and never for what acts', () => {
  for (const [dialect, text] of [
    [
      'python',
      "from pathlib import Path\ndef f(p: Path) -> str: return p.read_text().replace('a', 'b')\nfor p in map(Path, ['a.txt']): print(f(p).replace('a', 'b'), isinstance(p, Path))",
    ],
    ['python', 'e = ValueError(1)\nprint(e.__class__.__name__, e.__class__, type(e).__mro__, e.__cause__)'],
    [
      'python',
      'def f(a: int = 1) -> bool: ...\nprint(f.__annotations__, f.__defaults__, f.__module__, f.__code__.co_varnames)',
    ],
    ['python', 'class A:\n    def __init__(self): self.x = 1\nprint(A().__dict__, vars(A()))'],
    ['python', "import argparse\np = argparse.ArgumentParser()\np.add_argument('--x')\nprint(vars(p.parse_args([])))"],
    [
      'javascript',
      'try { null.x } catch (e) { console.log(e.constructor.name, Object.getOwnPropertyNames(Map.prototype)) }',
    ],
    [
      'javascript',
      "const o = { a: 1 }; console.log(Object.prototype.hasOwnProperty.call(o, 'a'), Object.prototype.toString.call(o))",
    ],
  ] as const)
    assert.ok(passes(read(dialect, text)), `${text}\n${summary(read(dialect, text)).join(', ')}`);
  for (const [dialect, text] of [
    ['python', "from pathlib import Path\np = Path('a')\ntype(p).replace(p, 'b')"],
    ['python', "from pathlib import Path\np = Path('a')\np.__class__.replace(p, 'b')"],
    ['python', "import inspect\nfrom pathlib import Path\nfor c in inspect.getmro(Path): c.replace('a', 'b')"],
    ['python', "from pathlib import Path\ndef f(p: Path): ...\nf.__annotations__['p'].replace('a', 'b')"],
    [
      'python',
      "import inspect\nfrom pathlib import Path\ndef f(p: Path): ...\ninspect.signature(f).parameters['p'].annotation.replace('a', 'b')",
    ],
    ['python', "import copy\nfrom pathlib import Path\ncopy.copy(Path).replace('a', 'b')"],
    ['python', "import typing\nfrom pathlib import Path\ntyping.get_args(typing.Optional[Path])[0].replace('a', 'b')"],
    [
      'python',
      "from functools import reduce\nfrom pathlib import Path\nreduce(lambda a, b: b, [1, Path]).replace('a', 'b')",
    ],
    ['python', "from pathlib import Path\np = Path('a')\nfor c in type(p).__mro__: c.replace(p, 'b')"],
    ['python', "from pathlib import Path\nsorted(['a'], key=vars(Path)['unlink'])"],
    ['python', "from pathlib import Path\nsorted([Path('a')], key=type(Path('a')).__dict__['unlink'])"],
    ['python', "from pathlib import Path\nclass P(Path): pass\nP.replace(P('a'), 'b')"],
    ['python', "import requests\nclass S(requests.Session): pass\nS().get('http://x.example')"],
    ['python', "def show(p='a'): print(open(p).read())\nshow.__defaults__ = ('/srv/b',)\nshow()"],
    [
      'python',
      "class A:\n    def __init__(self): self.p = 'a'\na = A()\nvars(a)['p'] = '/srv/b'\nprint(open(a.p).read())",
    ],
    [
      'python',
      "class A:\n    def __init__(self): self.p = 'a'\na = A()\na.__dict__.update(p='/srv/b')\nprint(open(a.p).read())",
    ],
    ['python', "import os\nvars(os)['remove']('a')"],
    ['python', "import os\nvars()['os'].remove('a')"],
    ['python', "import os\nvars = lambda x: os.remove\nvars(1)('a')"],
    ['python', 'f.__code__ = g.__code__'],
    ['javascript', "[].constructor.constructor('return process')()"],
    ['javascript', "''.constructor.prototype.trim = f"],
    ['javascript', 'Object.prototype.toString = f'],
  ] as const) {
    const reading = read(dialect, text);
    const isSeen = reading.effects.some(({ kind, traits }) => kind !== 'file.read' || traits.includes('dynamic'));
    assert.ok(isSeen, `${text}\n${summary(reading).join(', ')}`);
  }
});
