import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRead, passes, summary } from './reading.ts';

const read = await openRead();

/** Each reads `/srv/b`, or does something worse, by a value that goes some way before it is used. */
const ROUNDABOUT: Readonly<Record<string, readonly string[]>> = {
  python: [
    "import os\nxs=['a.txt']\nys=xs\nys.append('/srv/b')\nfor p in xs: print(open(p).read())",
    "xs=['a.txt']\nxs+=['/srv/b']\nfor p in xs: print(open(p).read())",
    "xs=['a.txt']\nys=xs\nys+=['/srv/b']\nfor p in xs: print(open(p).read())",
    "xs=['a.txt']\nxs[0]='/srv/b'\nprint(open(xs[0]).read())",
    "xs=['a.txt']\nxs[:]=['/srv/b']\nprint(open(xs[0]).read())",
    "xs=['a.txt','/srv/b']\nxs.sort()\nprint(open(xs[0]).read())",
    "xs=['a.txt']\nd={'x':xs}\nd['x'].append('/srv/b')\nfor p in xs: print(open(p).read())",
    "xs=['a.txt']\nf=xs.append\nf('/srv/b')\nfor p in xs: print(open(p).read())",
    "xs=['a.txt']\nlist(map(xs.append,['/srv/b']))\nfor p in xs: print(open(p).read())",
    "import os\nnames=os.listdir('.')\nnames.append('/srv/b')\nfor p in names: print(open(p).read())",
    "import heapq\nxs=['a.txt']\nheapq.heappush(xs,'/srv/b')\nfor p in xs: print(open(p).read())",
    "import bisect\nxs=['a.txt']\nbisect.insort(xs,'/srv/b')\nfor p in xs: print(open(p).read())",
    "xs=['a.txt']\nlist.append(xs,'/srv/b')\nfor p in xs: print(open(p).read())",
    "xs=['a.txt']\ndef put(l): l.append('/srv/b')\nput(xs)\nfor p in xs: print(open(p).read())",
    "def show(p): print(open(p).read())\nshow('a.txt')\nfs=[show]\nfs[0]('/srv/b')",
    "def show(p): print(open(p).read())\nshow('a.txt')\nd={'s':show}\nd['s']('/srv/b')",
    "def show(p): print(open(p).read())\nshow('a.txt')\nsorted(['/srv/b'],key=show)",
    "import threading\ndef show(p): print(open(p).read())\nshow('a.txt')\nthreading.Thread(target=show,args=('/srv/b',)).start()",
    "import functools\ndef show(p): print(open(p).read())\nshow('a.txt')\nfunctools.partial(show,'/srv/b')()",
    "def get(): return show\ndef show(p): print(open(p).read())\nshow('a.txt')\nget()('/srv/b')",
    "def gen():\n    yield 'a.txt'\n    yield '/srv/b'\nfor p in gen(): print(open(p).read())",
    "def g2(): yield '/srv/b'\ndef gen():\n    yield 'a.txt'\n    yield from g2()\nfor p in gen(): print(open(p).read())",
    "p='/srv/b'\ndef f():\n    global p\n    print(open(p).read())\n    p='a.txt'\nf()",
    "p='/srv/b'\ndef f():\n    xs=[p for p in 'ab']\n    print(open(p).read())\nf()",
    "p='/srv/b'\ndef f(q=p):\n    p='a'\n    print(open(q).read())\nf()",
    "def f(p='/srv/b', p2='a'):\n    print(open(p).read())\nf(p2='b')",
    "def outer():\n    p='a.txt'\n    def inner():\n        nonlocal p\n        p='/srv/b'\n    inner()\n    print(open(p).read())\nouter()",
    "for d in ['a.txt']: pass\nfor d in ['/srv/b']: pass\nprint(open(d).read())",
    "fs=[]\nfor d in ['a.txt']: fs.append(lambda: open(d).read())\nfor d in ['/srv/b']: print(fs[0]())",
    "for i,p in enumerate(['a.txt','/srv/b']): print(open(p).read())",
    "for a,p in zip([1,2],['a.txt','/srv/b']): print(open(p).read())",
    "for a,p in [(1,'a.txt'),(2,'/srv/b')]: print(open(p).read())",
    "t=[1,'a.txt']\nt[1]='/srv/b'\nfor a,p in [t]: print(open(p).read())",
    "def d(g): return lambda p: g('/srv/b')\n@d\ndef f(p): print(open(p).read())\nf('a.txt')",
    "from functools import cache\ndef cache(g): return lambda p: g('/srv/b')\n@cache\ndef f(p): print(open(p).read())\nf('a.txt')",
    "class C:\n    def m(self,p): print(open(p).read())\ndef m(p): pass\nm('a.txt')\nC().m('/srv/b')",
    "import subprocess\ncmd=['git','status']\ncmd[1:]=['push','-f']\nsubprocess.run(cmd)",
    "import subprocess\ncmd=['git','status']\nc=cmd\nc[1]='push'\nsubprocess.run(cmd)",
    "import subprocess\ncmd=['git']\ncmd.append('push')\nsubprocess.run(cmd)",
    "import subprocess\ndef args(): return ['git','push','-f']\nsubprocess.run(args())",
    "import os\ndef fn(): return os.remove\nfor f in [fn()]: f('a.txt')",
    "import os\ndef call(f,*a): return f(*a)\ncall(os.remove,'a.txt')",
    "import os\ncall=lambda f,a: f(a)\ncall(os.remove,'a.txt')",
    "import os\ndef pick(n): return {'r':os.remove}[n]\npick('r')('a.txt')",
    "import os\nx=[f for f in (print,os.remove)]\nx[1]('a.txt')",
    "import os\nfor n,f in [('a',print),('b',os.remove)]: f('a.txt')",
    "import os\nit=iter([os.remove])\nnext(it)('a.txt')",
    "import os\ndef g():\n    yield os.unlink\nfor f in g(): f('a.txt')",
    "import os\nmax([os.remove],key=id)('a.txt')",
    "def map(f,xs): f('/srv/b')\nmap(lambda p: print(open(p).read()),['a.txt'])",
    "def map(f,xs): f('/srv/b')\ndef show(p): print(open(p).read())\nmap(show,['a.txt'])",
    "import os\nidn=lambda x:x\nidn(os).remove('a.txt')",
    "import os\nms=[os]\nms[0].remove('a.txt')",
    "import os\nclass K: pass\nk=K()\nk.os=os\nk.os.remove('a.txt')",
    "class A:\n    def __init__(self,p): self.p=p\n    def go(self): print(open(self.p).read())\nA('a.txt').go()\nA('/srv/b').go()",
    "class A:\n    def __init__(self,p='/srv/b'): self.p=p\n    def go(self): print(open(self.p).read())\nA('a.txt').go()\nA().go()",
    "class A:\n    def __init__(self,p): self.p=p\n    def go(self): print(open(self.p).read())\na=A('a.txt')\na.p='/srv/b'\na.go()",
    "class A:\n    def __init__(self,p): self.p=p\n    def go(self): print(open(self.p).read())\na=A('a.txt')\nsetattr(a,'p','/srv/b')\na.go()",
    "class A:\n    def __init__(self,p): self.p=p\n    def go(self): print(open(self.p).read())\na=A('a.txt')\nvars(a)['p']='/srv/b'\na.go()",
    "class A:\n    def __init__(self,p): self.p=p\n    def go(self): print(open(self.p).read())\na=A('a.txt')\nfor a.p in ['/srv/b']: a.go()",
    "class A:\n    def __init__(self,p): self.p=p\n    def go(self): print(open(self.p).read())\na=A('a.txt')\na.p,b='/srv/b',1\na.go()",
    "class A:\n    def __init__(self,p): self.p=p\n    def go(self): print(open(self.p).read())\na=A('/srv/')\na.p+='b'\na.go()",
    "class A:\n    p='a.txt'\n    def go(self): print(open(self.p).read())\nA.p='/srv/b'\nA().go()",
    "class A:\n    p='/srv/b'\n    def go(self): print(open(self.p).read())\nclass C:\n    p='a.txt'\nA().go()",
    "class A:\n    def read(self,p): print(open(p).read())\nA().read('a.txt')\n[A()][0].read('/srv/b')",
    "import os\nclass A:\n    @staticmethod\n    def wipe(p): os.remove(p)\nf = A.wipe\nf('/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\ngetattr(A, 'show')('/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\nlist(map(A.show, ['/srv/b']))",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\nfor k in [A]: k.show('/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\ntype(A())().show('/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\nvars(A)['show']('/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\ndef go(c): c.show('/srv/b')\ngo(A)",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\nA().show('/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show(p='/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show(*['/srv/b'])",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nclass B(A): pass\nA.show('a.txt')\nB.show('/srv/b')",
    "class A:\n    @classmethod\n    def show(cls, p): print(open(p).read())\nclass B(A): pass\nA.show('a.txt')\nB.show('/srv/b')",
    "class A:\n    def __init__(self, p): self.p = p\n    @classmethod\n    def of(cls, p): return cls(p)\n    def show(self): print(open(self.p).read())\nA.of('/srv/b').show()",
    "import os\nclass A:\n    def __init__(self, p): pass\n    @classmethod\n    def of(cls, p): return cls(p)\nclass B(A):\n    def __init__(self, p): os.remove(p)\nB.of('/srv/b')",
    "class A:\n    def __init__(self, p): pass\n    @classmethod\n    def of(cls, p): return cls(p)\nclass B(A):\n    def __init__(self, p): print(open(p).read())\nB('a.txt')\nB.of('/srv/b')",
    "def staticmethod(f):\n    f('/srv/b')\n    return f\nclass A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')",
    "class A:\n    @classmethod\n    def go(cls, f): f('/srv/b')\ndef show(p): print(open(p).read())\nshow('a.txt')\nA.go(show)",
    "class A:\n    p = 'a.txt'\n    @classmethod\n    def show(cls): print(open(cls.p).read())\nA.p = '/srv/b'\nA.show()",
    "class M(type):\n    def show(cls, p): print(open('/srv/b').read())\nclass A(metaclass=M): pass\nA.show('a.txt')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\nd = {'x': A.show}\nd['x']('/srv/b')",
    "class A:\n    @staticmethod\n    def show(p): print(open(p).read())\nA.show('a.txt')\nimport functools\nfunctools.partial(A.show, '/srv/b')()",
    "from dataclasses import dataclass, replace\n@dataclass\nclass R:\n    p: str\n    def show(self): print(open(self.p).read())\nr = R('a.txt')\nreplace(r, p='/srv/b').show()",
    "import dataclasses\n@dataclasses.dataclass\nclass R:\n    p: str\n    def show(self): print(open(self.p).read())\nr = R('a.txt')\ndataclasses.replace(r, p='/srv/b').show()",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\nr = R('a.txt')\nr.p = '/srv/b'\nprint(open(r.p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\nr = R('a.txt')\nsetattr(r, 'p', '/srv/b')\nprint(open(r.p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\nr = R(**{'p': '/srv/b'})\nprint(open(r.p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str = '/srv/b'\nprint(open(R().p).read())",
    "from dataclasses import dataclass, field\n@dataclass\nclass R:\n    p: str = field(default='/srv/b')\nprint(open(R().p).read())",
    "from dataclasses import dataclass, field\n@dataclass\nclass R:\n    p: str = field(default_factory=lambda: '/srv/b')\nprint(open(R().p).read())",
    "from dataclasses import dataclass, field\n@dataclass\nclass R:\n    a: str = field(kw_only=True)\n    p: str = 'a.txt'\nprint(open(R('/srv/b', a='a.txt').p).read())",
    "from dataclasses import dataclass\n@dataclass(kw_only=True)\nclass R:\n    p: str\nprint(open(R(p='/srv/b').p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass A:\n    p: str\n@dataclass\nclass B(A):\n    q: str\nprint(open(B('/srv/b', 'a.txt').p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass A:\n    p: str\nclass B(A): pass\nA('a.txt')\nprint(open(B('/srv/b').p).read())",
    "def dataclass(c):\n    c.p = '/srv/b'\n    return c\n@dataclass\nclass R:\n    p: str\nprint(open(R().p).read())",
    "def dataclass(c):\n    def make(p): return c('/srv/b')\n    return make\n@dataclass\nclass R:\n    p: str\n    def __init__(self, p): self.p = p\nprint(open(R('a.txt').p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\n    def __post_init__(self): self.p = '/srv/b'\nprint(open(R('a.txt').p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\n    def __post_init__(self): object.__setattr__(self, 'p', '/srv/b')\nprint(open(R('a.txt').p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    q: str\n    p: str\nprint(open(R('a.txt', '/srv/b').p).read())",
    "from dataclasses import dataclass\nfrom typing import ClassVar\n@dataclass\nclass R:\n    k: ClassVar[str] = 'x'\n    p: str = 'a'\nprint(open(R('/srv/b').p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\nfor r in [R('a.txt'), R('/srv/b')]: print(open(r.p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\nk = R\nprint(open(k('/srv/b').p).read())",
    "from dataclasses import dataclass\n@dataclass\nclass R:\n    p: str\nprint([open(x.p).read() for x in map(R, ['/srv/b'])])",
    "from dataclasses import dataclass\nimport copy\n@dataclass\nclass R:\n    p: str\n    def show(self): print(open(self.p).read())\nr = R('a.txt')\ncopy.replace(r, p='/srv/b').show()",
    "from functools import partial\ndef show(p): print(open(p).read())\nshow('a.txt')\npartial(show, '/srv/b')()",
    "from functools import partial\nf = partial(open, '/srv/b')\nprint(f().read())",
    "class A:\n    __slots__ = ['p']\n    def __init__(self): self.p = '/srv/b'\nprint(open(A().p).read())",
    "class A:\n    __slots__ = ['p']\n    def __init__(self): self.p = 'a.txt'\na = A()\nA.p.__set__(a, '/srv/b')\nprint(open(a.p).read())",
    "p: str = '/srv/b'\nprint(open(p).read())",
    "def f():\n    p: str\n    p = '/srv/b'\n    print(open(p).read())\nf()",
    "class A:\n    def show(self,p): print(open(p).read())\nA().show('a.txt')\nf=A().show\nf('/srv/b')",
    "class A:\n    def show(self,p): print(open(p).read())\nA().show('a.txt')\nlist(map(A().show,['/srv/b']))",
    "class A:\n    def show(self,p): print(open(p).read())\nA().show('a.txt')\nd={'a':A()}\nd['a'].show('/srv/b')",
    "class A:\n    def show(self,p): print(open(p).read())\nA().show('a.txt')\nA.show(None,'/srv/b')",
    "class A:\n    def __init__(self): self.p='a.txt'\n    def show(self): print(open(self.p).read())\nclass B:\n    p='/srv/b'\nA().show()\nA.show(B())",
    "class A:\n    def __init__(self): self.p='a.txt'\n    def show(self): print(open(self.p).read())\nfrom types import SimpleNamespace\nA().show()\nA.show(SimpleNamespace(p='/srv/b'))",
    "class A:\n    def __init__(self,p): self.p=p\n    def show(self): print(open(self.p).read())\nclass B(A): pass\nA('a.txt').show()\nB('/srv/b').show()",
    "class A:\n    def __init__(self,p): self.p=p\n    def show(self): print(open(self.p).read())\nclass B(A):\n    def __init__(self): super().__init__('/srv/b')\nA('a.txt').show()\nB().show()",
    "class A:\n    def __init__(self,p): self.p=p\n    def show(self): print(open(self.p).read())\nclass B(A):\n    def show(self): super().show()\nA('a.txt').show()\nB('/srv/b').show()",
    "class A:\n    def go(self): self.show('a.txt')\nclass B(A):\n    def show(self,p): print(open('/srv/b').read())\nB().go()",
    "class A:\n    def go(self): self.show('/srv/b')\nclass B(A):\n    def show(self,p): print(open(p).read())\nB().show('a.txt')\nB().go()",
    "class A:\n    p='/srv/b'\nclass B(A): pass\nclass C(B):\n    def show(self): print(open(self.p).read())\nC().show()",
    "import os\nclass A:\n    def f(self,p): pass\nclass B(A):\n    f=os.remove\n    def go(self): self.f('a.txt')\nB().go()",
    "import os\nclass A: pass\nclass B(A):\n    def go(self): super().__init__(); os.remove('a.txt')\nB().go()",
    "import os\ndef super(): return os\nclass A: pass\nclass B(A):\n    def go(self): super().remove('a.txt')\nB().go()",
    "import os\nclass A: pass\nA=os\nclass B(A): pass\nB.remove('a.txt')",
    "import pathlib\nclass A: pass\nclass A(type(pathlib.Path())): pass\nclass B(A):\n    def go(self): self.unlink()\nB('a.txt').go()",
    "class A:\n    def __init__(self,p): self.p=p\nclass M:\n    def show(self): print(open(self.p).read())\nclass B(M,A): pass\nA('a.txt')\nB('/srv/b').show()",
    "import argparse\np=argparse.ArgumentParser()\np.add_argument('--f',default='a.txt')\na=p.parse_args()\na.f='/srv/b'\nprint(open(a.f).read())",
    "import argparse\np=argparse.ArgumentParser()\ng=p.add_argument_group('x')\ng.add_argument('-f','--from-file',default='/srv/b')\np.add_argument('--f',default='a.txt')\nprint(open(p.parse_args([]).from_file).read())",
    "class A:\n    def __init_subclass__(cls): print(open('/srv/b').read())\nclass B(A): pass",
    "class A:\n    def __init__(self,p='/srv/b'): self.p=p\nclass B(A):\n    def show(self): print(open(self.p).read())\nA('a.txt')\nB().show()",
    "class A:\n    def __init__(self,p): self.p=p\n    def show(self): print(open(self.p).read())\nA('a.txt').show()\nfor x in map(A,['/srv/b']): x.show()",
    "class A:\n    def __init__(self,p): self.p=p\n    def show(self): print(open(self.p).read())\nA('a.txt').show()\nk=[A]\nk[0]('/srv/b').show()",
    "from dataclasses import dataclass\n@dataclass\nclass A:\n    p: str = 'a.txt'\n    def show(self): print(open(self.p).read())\nA('/srv/b').show()",
    "class A:\n    def __init__(self): self.p='a.txt'\n    def show(self): print(open(self.p).read())\nclass W:\n    def write(self,p): print(open(p).read())\nw=W()\nw.write('a.txt')\nprint('/srv/b',file=w,end='')",
    "import json\nclass W:\n    def write(self,p): print(open(p).read())\nw=W()\nw.write('a.txt')\njson.dump('/srv/b',w)",
    "import sys\nclass W:\n    def write(self,p): open(p).read()\nw=W()\nw.write('a.txt')\nsys.stdout=w\nprint('/srv/b')",
    "import os\nclass A:\n    def __init__(self,f): self.f=f\n    def go(self): self.f('a.txt')\nA(os.remove).go()",
    "import os\nclass A:\n    f=os.remove\n    def go(self): self.f('a.txt')\nA().go()",
    "import os\nclass A:\n    @property\n    def f(self): return os.remove\nA().f('a.txt')",
    "class A:\n    @property\n    def p(self): return '/srv/b'\nprint(open(A().p).read())",
    "import json\nclass A:\n    def show(self,p): print(open(p).read())\nA().show('a.txt')\nd=json.loads('{}')\nd['x']=A()\nd['x'].show('/srv/b')",
    "class A:\n    def show(self,p): print(open(p).read())\ndef make(): return A()\nA().show('a.txt')\nmake().show('/srv/b')",
    "class A:\n    def show(self,p): print(open(p).read())\n    def again(self): self.show('/srv/b')\nA().show('a.txt')\nA().again()",
    "class A:\n    def __enter__(self): return self\n    def __exit__(self,*a): pass\n    def show(self,p): print(open(p).read())\nA().show('a.txt')\nwith A() as a: a.show('/srv/b')",
    "class A:\n    def show(self,p): print(open(p).read())\ngetattr(A(),'show')('/srv/b')\nA().show('a.txt')",
    "class A:\n    def __init__(self): self.xs=[]\n    def go(self):\n        for p in self.xs: print(open(p).read())\na=A()\na.xs.append('/srv/b')\na.go()",
    "class A:\n    def __init__(self): self.xs=['a.txt']\n    def go(self):\n        for p in self.xs: print(open(p).read())\na=A()\nb=a.xs\nb+=['/srv/b']\na.go()",
  ],
  javascript: [
    "const fs=require('fs');const xs=['a.txt'];const ys=xs;ys.push('/srv/b');for(const p of xs)console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');const xs=['a.txt'];const o={xs};o.xs.push('/srv/b');for(const p of xs)console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');const xs=['a.txt'];xs['push']('/srv/b');for(const p of xs)console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');const xs=['a.txt'];[].push.call(xs,'/srv/b');for(const p of xs)console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');const xs=['a.txt'];Object.assign(xs,['/srv/b']);for(const p of xs)console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');const xs=['a.txt'];xs[xs.length]='/srv/b';for(const p of xs)console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');const xs=['a.txt'];xs.splice(0,1,'/srv/b');console.log(fs.readFileSync(xs[0],'utf8'))",
    "const fs=require('fs');let xs=['a.txt'];xs=xs.concat(['/srv/b']);xs.forEach(p=>console.log(fs.readFileSync(p,'utf8')))",
    "const fs=require('fs');let xs=['a.txt'];xs=[...xs,'/srv/b'];xs.forEach(p=>console.log(fs.readFileSync(p,'utf8')))",
    "const fs=require('fs');[['a.txt','/srv/b']].flat().map(p=>console.log(fs.readFileSync(p,'utf8')))",
    "const fs=require('fs');const out=[1].reduce((a,n)=>{a.push('/srv/b');return a},[]);out.forEach(p=>console.log(fs.readFileSync(p,'utf8')))",
    "const fs=require('fs');const show=p=>console.log(fs.readFileSync(p,'utf8'));show('a.txt');show.call(null,'/srv/b')",
    "const fs=require('fs');const show=p=>console.log(fs.readFileSync(p,'utf8'));show('a.txt');[show][0]('/srv/b')",
    "const fs=require('fs');function show(p){console.log(fs.readFileSync(p,'utf8'))}show('a.txt');globalThis.show('/srv/b')",
    "const fs=require('fs');function show(p){console.log(fs.readFileSync(p,'utf8'))}show('a.txt');const g=globalThis;g['sh'+'ow']('/srv/b')",
    "const fs=require('fs');function show(p){console.log(fs.readFileSync(p,'utf8'))}show('a.txt');const {show:s}=globalThis;s('/srv/b')",
    "const fs=require('fs');var p='a.txt';globalThis.p='/srv/b';console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');var p='a.txt';this.p='/srv/b';console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');function f(p){arguments[0]='/srv/b';console.log(fs.readFileSync(p,'utf8'))}f('a.txt')",
    "const fs=require('fs');const o={forEach(f){f('/srv/b')}};o.forEach(p=>console.log(fs.readFileSync(p,'utf8')))",
    "const fs=require('fs');const a=['a.txt'];a.forEach=f=>f('/srv/b');a.forEach(p=>console.log(fs.readFileSync(p,'utf8')))",
    "const fs=require('fs');const a=['a.txt'];a.map=f=>f('/srv/b');a.map(p=>console.log(fs.readFileSync(p,'utf8')))",
    "const fs=require('fs');{let p='a.txt'}var p='/srv/b';console.log(fs.readFileSync(p,'utf8'))",
    "const fs=require('fs');let p='/srv/b';if(1){console.log(fs.readFileSync(p,'utf8'));{let p='a.txt'}}",
    "const fs=require('fs');const opts={method:'GET'};const o2=opts;o2.method='DELETE';fetch('http://localhost:3000/u/1',opts)",
    "const o={method:'GET'};Object.assign(o,{method:'DELETE'});fetch('http://localhost:3000/u/1',o)",
    "const m={method:'DELETE'};fetch('http://localhost:3000/u/1',{method:'GET',...m})",
    "const o={method:'GET'};const f=(x)=>{x.method='DELETE'};f(o);fetch('http://localhost:3000/u/1',o)",
    "const o={method:'GET'};[o].forEach(x=>{x.method='DELETE'});fetch('http://localhost:3000/u/1',o)",
    "const f=()=>({method:'DELETE'});fetch('http://localhost:3000/u/1',f())",
    "const {unlinkSync:u}=require('fs');const g=()=>u;g()('a.txt')",
    "const fs=require('fs');const id=x=>x;id(fs.unlinkSync)('a.txt')",
    "const fs=require('fs');const id=x=>x;id(fs).unlinkSync('a.txt')",
    "const fs=require('fs');[fs].map(x=>x)[0].unlinkSync('a.txt')",
    "const fs=require('fs');Object.values(fs).map(f=>f('a.txt'))",
    "const fs=require('fs');function* g(){yield fs}for(const f of g())f.unlinkSync('a.txt')",
    "const f=x=>x;f(require('child_process')).execSync('git push -f')",
    "const fs=require('fs');class A{constructor(p){this.p=p}go(){console.log(fs.readFileSync(this.p,'utf8'))}}new A('a.txt').go();new A('/srv/b').go()",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}const a=new A();a.p='/srv/b';a.go()",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}const a=new A();a['p']='/srv/b';a.go()",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}const a=new A();const k='p';a[k]='/srv/b';a.go()",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}const a=new A();Object.assign(a,{p:'/srv/b'});a.go()",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}new A().go.call({p:'/srv/b'})",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}const o={p:'/srv/b',go:new A().go};o.go()",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}const o={p:'/srv/b'};o.go=new A().go;o.go()",
    "const fs=require('fs');class A{p='a.txt';go(){console.log(fs.readFileSync(this.p,'utf8'))}}Object.setPrototypeOf({p:'/srv/b'},A.prototype).go()",
    "const fs=require('fs');class A{go(){[1].forEach(function(){console.log(fs.readFileSync(this.p,'utf8'))},{p:'/srv/b'})} p='a.txt'}new A().go()",
    "const fs=require('fs');class A{show(p){console.log(fs.readFileSync(p,'utf8'))}}const a=new A();a.show('a.txt');['/srv/b'].forEach(a.show)",
    "const fs=require('fs');class A{show(p){console.log(fs.readFileSync(p,'utf8'))}}const a=new A();a.show('a.txt');const {show}=a;show('/srv/b')",
    "const fs=require('fs');class A{show(p){console.log(fs.readFileSync(p,'utf8'))}}const a=new A();a.show('a.txt');const m={a};m.a.show('/srv/b')",
    "const fs=require('fs');class A{show(p){console.log(fs.readFileSync(p,'utf8'))}}const a=new A();a.show('a.txt');const m=new Map([[1,a]]);m.get(1).show('/srv/b')",
    "const fs=require('fs');class A{show(p){console.log(fs.readFileSync(p,'utf8'))}}const a=new A();a.show('a.txt');a['show']('/srv/b')",
    "const fs=require('fs');class A{show(p){console.log(fs.readFileSync(p,'utf8'))}}const a=new A();a.show('a.txt');const k='show';a[k]('/srv/b')",
    "const fs=require('fs');class A{get p(){return '/srv/b'}}console.log(fs.readFileSync(new A().p,'utf8'))",
    "const fs=require('fs');class A{constructor(p){this.p=p}go(){console.log(fs.readFileSync(this.p,'utf8'))}}class B extends A{constructor(){super('/srv/b')}}new A('a.txt').go();new B().go()",
    "const fs=require('fs');class A{constructor(p){this.p=p}go(){console.log(fs.readFileSync(this.p,'utf8'))}}class B extends A{}new A('a.txt').go();new B('/srv/b').go()",
    "const fs=require('fs');class A{constructor(p){this.p=p}go(){console.log(fs.readFileSync(this.p,'utf8'))}}class B extends A{constructor(q){super(q)}}class C extends B{}new A('a.txt').go();new C('/srv/b').go()",
    "const fs=require('fs');class A{go(p){console.log(fs.readFileSync(p,'utf8'))}}class B extends A{go(p){super.go('/srv/b')}}new A().go('a.txt');new B().go('a.txt')",
    "const fs=require('fs');class A{go(){this.f('a.txt')}}class B extends A{f=fs.unlinkSync}new B().go()",
    "const fs=require('fs');let A=class{};A=fs.ReadStream;class B extends A{}new B('/srv/b').pipe(process.stdout)",
    "const {Worker}=require('worker_threads');class B extends Worker{constructor(){super('console.log(1)',{eval:true})}}new B()",
    "const fs=require('fs');class A{constructor(p){this.p=p}go(){console.log(fs.readFileSync(this.p,'utf8'))}}const K=A;new A('a.txt').go();new K('/srv/b').go()",
    "const fs=require('fs');class A{constructor(f){this.f=f}go(){this.f('a.txt')}}new A(fs.unlinkSync).go()",
    "const fs=require('fs');class A{f=fs.unlinkSync;go(){this.f('a.txt')}}new A().go()",
    "const fs=require('fs');class A{async then(f){f(1)} show=p=>console.log(fs.readFileSync(p,'utf8'))}const a=new A();a.show('a.txt');a.show('/srv/b')",
    "const fs=require('fs');class A{static p='a.txt';static go(){console.log(fs.readFileSync(this.p,'utf8'))}}A.p='/srv/b';A.go()",
  ],
};

test('what goes by lists, records, functions and other names is seen where it is used', () => {
  for (const [dialect, texts] of Object.entries(ROUNDABOUT))
    for (const text of texts) {
      const reading = read(dialect, text);
      const isSeen = summary(reading).includes('file.read /srv/b');
      assert.ok(isSeen || !passes(reading), `${text}\n${summary(reading).join(', ')}`);
    }
});

/** Programs that read what lies below `src` and no more. */
const READS: Readonly<Record<string, readonly string[]>> = {
  python: [
    "class Scan:\n  suffix = '.py'\n  def __init__(self, root):\n    self.root = root\n    self.files = []\n  def find(self):\n    from pathlib import Path\n    for p in Path(self.root).rglob('*' + self.suffix):\n      self.files.append(p)\n    return self\n  def show(self):\n    for p in self.files: print(p.read_text())\nScan('src').find().show()",
    "import os\nclass Tree:\n  def __init__(self, base='src'):\n    self.base = base\n  @property\n  def names(self):\n    return sorted(os.listdir(self.base))\n  def read(self, name):\n    with open(os.path.join(self.base, name)) as f: return f.read()\nt = Tree()\nfor n in t.names: print(t.read(n))",
    "import os\ndef walk(d):\n  for n in os.listdir(d):\n    p = os.path.join(d, n)\n    if os.path.isdir(p):\n      yield from walk(p)\n    else:\n      yield p\nfor p in walk('src'):\n  print(open(p).read())",
    "class Base:\n  suffix = ''\n  def __init__(self, root):\n    self.root = root\n  def files(self):\n    import glob\n    return sorted(glob.glob(self.root + '/**/*' + self.suffix, recursive=True))\nclass Markdown(Base):\n  suffix = '.md'\nclass Source(Base):\n  suffix = '.py'\n  def __init__(self, root):\n    super().__init__(root)\nfor kind in (Markdown, Source):\n  for name in kind('src').files():\n    print(kind.__name__, open(name).read())",
    "from abc import ABC, abstractmethod\nclass Check(ABC):\n  @abstractmethod\n  def run(self, text): ...\nclass Tabs(Check):\n  def run(self, text):\n    return 'x' in text\nfor c in [Tabs()]:\n  print(type(c).__name__, c.run(open('src/a').read()))",
    "import os\nfound = []\nfor r, ds, fs in os.walk('src'):\n  ds[:] = [d for d in ds if d != 'x']\n  for f in fs:\n    found.append(os.path.join(r, f))\nfor p in sorted(found):\n  print(open(p).read())",
    "import os\nstack = ['src']\nwhile stack:\n  d = stack.pop()\n  for e in os.scandir(d):\n    if e.is_dir():\n      stack.append(e.path)",
    "import functools\n@functools.lru_cache(maxsize=None)\ndef load(p):\n  return open(p).read()\nfor p in ['src/a', 'src/b']:\n  print(load(p))",
    "import json\nclass Conf:\n  __slots__ = ('path', 'data')\n  def __init__(self, path, data):\n    self.path = path\n    self.data = data\n  @classmethod\n  def load(cls, name):\n    from pathlib import Path\n    p = Path('src') / name\n    return cls(p, json.loads(p.read_text()))\n  @staticmethod\n  def size(v):\n    return len(v)\nc = Conf.load('a.json')\nprint(Conf.size(c.data), c.size('a'), c.path.read_text())",
    "from dataclasses import dataclass, field\nfrom pathlib import Path\n@dataclass(frozen=True)\nclass Report:\n  path: Path\n  name: str = ''\n  tags: list = field(default_factory=list)\n  def text(self):\n    return self.path.read_text()\nfor r in [Report(Path('src/a'), 'a'), Report(path=Path('src/b'), tags=['x'])]:\n  print(r.name, r.path.stat().st_size, r.text())",
    "def load(p):\n  return open(p).read()\na, b = map(load, ['src/a', 'src/b'])",
    "import os\nfor d in os.listdir('src'):\n  print(open(f'src/{d}').read())\nfor d in {'a': 1}.items():\n  print(d)",
  ],
  javascript: [
    "const fs=require('fs'),path=require('path');class Scan{#n=0;ext='.ts';constructor(dir){this.dir=dir}get names(){return fs.readdirSync(this.dir)}read(n){return fs.readFileSync(path.join(this.dir,n),'utf8')}}const s=new Scan('src');for(const n of s.names)console.log(s.read(n))",
    "const fs=require('fs');const all=d=>fs.readdirSync(d).flatMap(n=>{const p=d+'/'+n;return fs.statSync(p).isDirectory()?all(p):[p]});for(const p of all('src'))console.log(fs.readFileSync(p))",
    "const fs=require('fs');const all=d=>fs.readdirSync(d).reduce((a,n)=>fs.statSync(d+'/'+n).isDirectory()?a.concat(all(d+'/'+n)):a.concat(d+'/'+n),[]);all('src').forEach(p=>fs.readFileSync(p))",
    "const fs=require('fs');class Base{constructor(dir){this.dir=dir}names(){return fs.readdirSync(this.dir)}}class Sub extends Base{constructor(){super('src');this.n=0}show(){for(const n of super.names())console.log(fs.readFileSync(this.dir+'/'+n,'utf8'))}}new Sub().show()",
    "const fs=require('fs');const q=['src'];while(q.length){const d=q.shift();for(const n of fs.readdirSync(d)){const p=`${d}/${n}`;if(fs.statSync(p).isDirectory())q.push(p);else console.log(fs.readFileSync(p,'utf8'))}}",
    "const fs=require('fs');(function walk(d){for(const n of fs.readdirSync(d)){const p=d+'/'+n;fs.statSync(p).isDirectory()?walk(p):console.log(fs.readFileSync(p))}})('src')",
  ],
};

test('a program that goes through a folder in its own way reads what lies below', () => {
  for (const [dialect, texts] of Object.entries(READS))
    for (const text of texts) {
      const reading = read(dialect, text);
      assert.ok(passes(reading), `${text}\n${summary(reading).join(', ')}`);
      assert.ok(
        summary(reading).every((one) => one.startsWith('file.read /workspace/src')),
        `${text}\n${summary(reading).join(', ')}`,
      );
    }
});

test('what is taken apart by its place is known only where it is written there', () => {
  for (const [dialect, text] of [
    ['python', "*a, b = 'a.txt', 'b', '/srv/b'\nopen(b)"],
    ['python', "xs = ['b', '/srv/b']\na, b = sorted(xs)\nopen(a)"],
    ['python', "xs = ['/srv/b', 'b']\na, b = reversed(xs)\nopen(b)"],
    ['python', "d = {'a': 'x'}\nd['k'] = '/srv/b'\nfor k, p in d.items():\n  open(p)"],
    ['php', '[1 => $x] = ["a", "/srv/b"]; echo file_get_contents($x);'],
    ['php', '[, $x] = ["a", "/srv/b"]; echo file_get_contents($x);'],
    ['javascript', "const [, ...b] = ['x', '/srv/b']; b.forEach(p => require('fs').readFileSync(p))"],
    ['ruby', 'a, b = ["x", "/srv/b"]; puts File.read(b)'],
  ] as const) {
    const reading = read(dialect, text);
    assert.ok(
      summary(reading).includes('file.read /srv/b') || !passes(reading),
      `${text}\n${summary(reading).join(', ')}`,
    );
  }
  assert.deepEqual(summary(read('python', "best, n = None, 0\nbest, n = 'a', 1\nopen(best)")), [
    'file.read /workspace/a',
  ]);
});

test('a program that is made to take much work is given up, and held', () => {
  for (const [dialect, text] of [
    [
      'python',
      Array.from(
        { length: 80 },
        (_, at) => `x${String(at)} = zip(x${String((at + 1) % 80)}, x${String((at + 2) % 80)}, ['a'])`,
      ).join('\n'),
    ],
    [
      'javascript',
      `let a = ['x']; ${"a = a.map(x => x + 'y').concat(a); ".repeat(60)} a.forEach(p => require('fs').readFileSync(p))`,
    ],
    [
      'python',
      `${Array.from({ length: 60 }, (_, at) => `def f${String(at)}(x):\n  return f${String((at * 7 + 1) % 60)}(x + 'a${String(at)}')`).join('\n')}\nopen(f0('b'))`,
    ],
  ] as const) {
    const before = performance.now();
    assert.ok(!passes(read(dialect, text)));
    assert.ok(performance.now() - before < 2_000, text.slice(0, 80));
  }
});

test('a chain of callbacks takes no more work than its length', () => {
  const chain = (steps: number): string =>
    `fetch('https://a.example')${'.then(r => r.text())'.repeat(steps)}.then(t => require('fs').unlinkSync('a'))`;
  const before = performance.now();
  assert.ok(!passes(read('javascript', chain(90))));
  assert.ok(performance.now() - before < 1_000);
  assert.deepEqual(summary(read('javascript', chain(9))), summary(read('javascript', chain(2))));
  assert.deepEqual(summary(read('javascript', chain(2))), ['file.delete /workspace/a', 'http GET https://a.example']);
});
