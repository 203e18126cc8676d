import type { Family } from '../value/family.ts';

/** Functions, constants and methods that only compute. */
export const pythonComputing: Family = {
  rules: [
    {
      names:
        'print len int float bool dict frozenset sum abs round divmod pow hex oct bin chr ord repr ascii format id hash isinstance issubclass callable all any slice complex input help exit quit dir hasattr object memoryview __name__ __file__ __doc__ NotImplemented Ellipsis self cls property staticmethod classmethod builtins.class copyright credits license',
    },
    // Asked of the class a path's own `replace` takes two, as a text's does.
    { names: 'type', gives: { object: 'class' } },
    { names: 'class#replace', opaque: true },
    { names: 'sys.path.insert', at: 1, most: 2, looksIn: true },
    { names: 'sys.path.append', most: 1, looksIn: true },
    { names: 'map', calls: [0], gives: { among: 'made' } },
    { names: 'filter', calls: [0], gives: 'same' },
    { names: 'sorted list tuple set reversed iter collections.deque itertools.islice', gives: 'same' },
    // A number is a name like any other, and never another folder.
    { names: 'range', gives: 'numbers' },
    { names: 'enumerate', gives: { among: 'numbered' } },
    { names: 'zip', gives: { among: 'zipped' } },
    { names: 'next min max random.choice *#pop *#popleft', gives: { among: 'one' } },
    { names: 'itertools.chain (spread)', gives: { among: 'and' } },
    { names: '*#copy', gives: { among: 'some' } },
    { names: '*#items', gives: { among: 'members' } },
    { names: '*#values', gives: { among: 'values' } },
    { names: '*#get', gives: { among: 'entry' } },
    { names: 'functools.partial', gives: 'partial' },
    { names: 'functools.reduce itertools.groupby itertools.takewhile itertools.dropwhile' },
    {
      names:
        'Exception BaseException ValueError TypeError KeyError IndexError AttributeError RuntimeError StopIteration KeyboardInterrupt SystemExit FileNotFoundError OSError IOError PermissionError NotImplementedError AssertionError ZeroDivisionError UnicodeDecodeError UnicodeEncodeError UnicodeError ImportError ModuleNotFoundError NameError LookupError TimeoutError ConnectionError SyntaxError FileExistsError IsADirectoryError NotADirectoryError InterruptedError BrokenPipeError ProcessLookupError ChildProcessError BlockingIOError ConnectionRefusedError ConnectionResetError ConnectionAbortedError MemoryError BufferError FloatingPointError ReferenceError UnboundLocalError SystemError StopAsyncIteration GeneratorExit IndentationError TabError UnicodeTranslateError UnicodeWarning RuntimeWarning FutureWarning SyntaxWarning ResourceWarning ImportWarning EnvironmentError ExceptionGroup BaseExceptionGroup EOFError ArithmeticError OverflowError RecursionError Warning DeprecationWarning UserWarning',
    },
    {
      names:
        'sys.argv sys.argv.* sys.stdin sys.stdin.* sys.stdout sys.stdout.* sys.stderr sys.stderr.* sys.exit sys.version sys.version_info sys.version_info.* sys.platform sys.path sys.executable sys.prefix sys.base_prefix sys.maxsize sys.byteorder sys.getsizeof sys.getrecursionlimit sys.setrecursionlimit sys.implementation.* sys.flags sys.getdefaultencoding sys.getfilesystemencoding sys.float_info sys.api_version sys.hexversion sys.version.* sys.platform.* sys.executable.* sys.prefix.* sys.byteorder.* sys.stdlib_module_names sys.stdlib_module_names.* sys.builtin_module_names sys.orig_argv sys.int_info sys.hash_info sys.thread_info sys.copyright sys.getrefcount sys.intern sys.maxunicode sys.abiflags sys.exec_prefix sys.base_exec_prefix sys.exc_info sys.exception sys.dont_write_bytecode',
    },
    {
      names:
        'os.sep os.linesep os.name os.pathsep os.devnull os.cpu_count os.getpid os.getppid os.getuid os.getgid os.uname os.get_terminal_size os.urandom os.getlogin os.getloadavg os.sysconf os.sysconf_names os.getpagesize os.getpriority os.sched_getaffinity os.R_OK os.W_OK os.X_OK os.F_OK',
    },
    { names: 'ssl.OPENSSL_VERSION ssl.OPENSSL_VERSION_INFO ssl.OPENSSL_VERSION_NUMBER ssl.HAS_TLSv1_3' },
    { names: 'json.load json.loads yaml.safe_load tomllib.load tomllib.loads tomli.load tomli.loads', gives: 'plain' },
    { names: 'json.JSONDecodeError json.JSONDecoder json.decoder.* json.JSONEncoder.default' },
    { names: 'json.dumps', gives: 'json' },
    // Another loader, or none where the library is old, makes whatever the text asks for.
    {
      names: 'yaml.load yaml.load_all',
      keyword: 'stream',
      most: 1,
      needs: 'Loader',
      harmless: { Loader: /^yaml\.C?(?:Safe|Base)Loader$/ },
    },
    {
      names:
        'yaml.SafeLoader.add_constructor yaml.SafeLoader.add_multi_constructor yaml.add_constructor yaml.add_multi_constructor',
      calls: [1],
    },
    { names: 'argparse.ArgumentParser', gives: { object: 'parser' } },
    { names: 'argparse.*' },
    { names: 'argparse.FileType', file: 'open', at: 'self', keyword: 'mode' },
    { names: 'parser#add_argument_group parser#add_mutually_exclusive_group', gives: 'same' },
    { names: 'parser#parse_args', gives: 'options' },
    { names: '*#parse_args *#parse_known_args *#add_subparsers *#add_parser *#print_usage *#format_help' },
    { names: 'json.dump csv.writer csv.DictWriter' },
    { names: 'csv.reader csv.DictReader csv.Sniffer csv.QUOTE_ALL csv.QUOTE_MINIMAL csv.field_size_limit' },
    {
      names:
        'tomllib.TOMLDecodeError yaml.safe_load_all yaml.safe_dump yaml.dump yaml.YAMLError yaml.SafeLoader yaml.CSafeLoader',
    },
    {
      names: 'configparser.* xml.etree.ElementTree.* xml.dom.minidom.* html.* ast.* tokenize.* keyword.*',
    },
    {
      names:
        're.* math.* cmath.* statistics.* random.* decimal.* fractions.* datetime.* time.* calendar.* zoneinfo.* collections.* itertools.* string.* textwrap.* unicodedata.* difflib.* hashlib.* hmac.* base64.* binascii.* uuid.* struct.* zlib.* secrets.* enum.* dataclasses.field dataclasses.asdict dataclasses.astuple dataclasses.fields dataclasses.replace dataclasses.is_dataclass typing.* copy.* pprint.* heapq.* bisect.* numbers.* platform.* locale.* errno.* stat.* colorsys.* types.SimpleNamespace operator.itemgetter operator.eq operator.lt operator.gt operator.ge operator.le operator.ne operator.or_ operator.and_ operator.add operator.sub operator.mul operator.floordiv operator.mod operator.neg operator.pos operator.pow operator.xor operator.not_ operator.contains operator.concat operator.abs operator.lshift operator.rshift operator.matmul operator.is_ operator.is_not operator.countOf operator.indexOf functools.cmp_to_key contextlib.suppress contextlib.redirect_stdout contextlib.redirect_stderr pkgutil.iter_modules contextlib.contextmanager io.TextIOWrapper site.getsitepackages site.getusersitepackages sysconfig.* inspect.getsource inspect.getdoc inspect.getfile inspect.getsourcefile inspect.getmro inspect.isclass inspect.isfunction inspect.ismodule inspect.ismethod inspect.Parameter inspect.Parameter.* inspect.Signature.* traceback.* warnings.* gc.collect timeit.default_timer getpass.getuser pwd.* grp.* cProfile.Profile ipaddress.* array.array graphlib.* abc.* packaging.* shutil.which shutil.disk_usage shutil.get_terminal_size __future__.* email.* dis.dis dis.get_instructions dis.opname plistlib.loads plistlib.dumps reprlib.* weakref.* tracemalloc.* pstats.* resource.getrusage resource.RUSAGE_SELF quopri.* codecs.encode codecs.lookup asyncio.run asyncio.sleep asyncio.gather asyncio.as_completed asyncio.create_task asyncio.wait_for asyncio.wait asyncio.timeout asyncio.Semaphore asyncio.Lock asyncio.Event asyncio.get_event_loop asyncio.TimeoutError asyncio.subprocess.PIPE asyncio.subprocess.DEVNULL asyncio.subprocess.STDOUT asyncio.get_running_loop asyncio.new_event_loop asyncio.set_event_loop asyncio.shield asyncio.iscoroutine asyncio.iscoroutinefunction asyncio.current_task asyncio.all_tasks asyncio.CancelledError asyncio.QueueEmpty asyncio.ensure_future random.Random asyncio.Runner',
    },
    {
      names: [
        // text, bytes and numbers
        'capitalize casefold center count endswith expandtabs find format format_map bit_count from_bytes fromhex frombytes fromlist byteswap adjusted sqrt ln exp log10 to_integral to_integral_value to_eng_string is_finite is_infinite is_nan is_zero is_signed limit_denominator iter_unpack unpack unpack_from pack raw_decode iterencode hex index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
        // lists, dicts, sets
        'append clear extend insert remove reverse sort keys setdefault update popitem fromkeys add discard difference intersection union issubset issuperset symmetric_difference most_common elements appendleft rotate move_to_end total',
        // files, responses, streams
        'read readline readlines close seek tell flush getvalue fileno isatty getcode geturl info getheader reconfigure detach',
        // matches, dates, trees
        'group groups groupdict start end span match search findall finditer sub fullmatch isoformat strftime timestamp date time total_seconds weekday isoweekday astimezone utctimetuple timetuple toordinal iter findtext getroot itertext attrib tostring hexdigest digest bit_length conjugate is_integer as_integer_ratio sections options has_option getint getboolean has_section print_help add_argument cache_info cache_clear substitute safe_substitute static_order writerow writerows writeheader toprettyxml getElementsByTagName getAttribute as_tuple quantize ratio get_opcodes exists is_file is_dir isdisjoint intersection_update difference_update symmetric_difference_update subtract extendleft strptime sniff has_header iterfind iter_attachments iter_parts _replace _asdict subn expand isocalendar utcoffset ctime tzname to_bytes seekable writable indices dst timetz today now fromordinal fromtimestamp fromisocalendar fromisoformat utcfromtimestamp utcnow combine as_string as_bytes get_all get_content_charset get_content_maintype get_content_subtype get_content_disposition get_param raw_items hosts subnets supernet overlaps subnet_of supernet_of find_longest_match get_matching_blocks get_grouped_opcodes quick_ratio real_quick_ratio set_seq1 set_seq2 set_seqs make_table make_file formatmonth formatyear formatday prmonth pryear monthdayscalendar monthdatescalendar itermonthdates itermonthdays iterweekdays randint randrange random shuffle uniform gauss getrandbits randbytes normalvariate triangular betavariate expovariate choices seed quantiles inv_cdf zscore statistics compare_to contains iter_errors is_valid check_schema empty full qsize get_nowait task_done is_set done result exception cancelled get_name is_relative_to is_absolute fill new_child with_suffix relative_to as_posix resolve stat is_symlink with_name',
      ]
        .join(' ')
        .split(' ')
        .map((name) => `*#${name}`)
        .join(' '),
    },
    // What comes out stands above a function or class of the program's own, whose body is read by itself.
    { names: 'dataclasses.dataclass', calls: [0], gives: { function: 'functools.decorator' } },
    // What it gives back is the function itself, which only goes by another's name.
    { names: 'functools.wraps', calls: [0], gives: { function: 'functools.wrapper' } },
    { names: 'functools.decorator functools.wrapper', calls: [0] },
    { names: 'collections.namedtuple', gives: { function: 'collections.record' } },
    { names: 'collections.record collections.record.*' },
    { names: 'super', gives: { object: 'base' } },
    {
      names:
        'base#__init__ base#__new__ base#__setitem__ base#__getitem__ base#__delitem__ base#__contains__ base#__iter__ base#__len__ base#__repr__ base#__str__ base#__eq__ base#__hash__ base#__init_subclass__ base#__enter__ base#__exit__ base#generic_visit base#visit base#default object.__new__',
    },
    // It calls methods of the program's own, which are read by themselves.
    { names: 'json.JSONEncoder ast.NodeVisitor ast.NodeTransformer *#generic_visit *#visit *#feed' },
    {
      names: 'email.parser.BytesParser email.parser.Parser email.parser.BytesHeaderParser email.parser.HeaderParser',
      gives: { object: 'mail' },
    },
    { names: 'mail#parse mail#parsebytes mail#parsestr' },
    { names: '*#get_content_type *#get_payload *#get_filename *#get_content *#is_multipart *#get_body *#walk' },
    {
      names:
        'logging.DEBUG logging.INFO logging.WARNING logging.ERROR logging.CRITICAL logging.debug logging.info logging.warning logging.error logging.critical logging.exception logging.disable logging.Formatter',
    },
    { names: 'logging.getLogger', gives: { object: 'logger' } },
    {
      names:
        'logger#debug logger#info logger#warning logger#error logger#critical logger#exception logger#setLevel logger#isEnabledFor logger#name logger#level',
    },
    { names: 'logging.StreamHandler logging.NullHandler', gives: { object: 'logHandler' } },
    { names: 'logHandler#setFormatter logHandler#setLevel logHandler#flush logHandler#close' },
    { names: 'logger#addHandler logger#removeHandler logger#propagate logger#handlers logger#log' },
    { names: 'logging.basicConfig', file: 'append', keyword: 'filename', given: 'filename' },
    { names: 'logging.FileHandler', file: 'append', keyword: 'filename' },
    // With `eval_str` it runs what annotations say.
    { names: 'inspect.signature', most: 1 },
    // They load pickled things, or run what is written as a text.
    {
      names:
        'tracemalloc.Snapshot.load pstats.Stats typing.get_type_hints typing.ForwardRef typing.evaluate_forward_ref platform.popen time.clock_settime time.clock_settime_ns ast.main',
      opaque: true,
    },
    { names: 'asyncio.TaskGroup', gives: { object: 'jobs' } },
    { names: 'jobs#create_task jobs#__enter__ *#run_until_complete' },
    { names: 'asyncio.to_thread', calls: [0] },
    { names: 'contextlib.closing contextlib.nullcontext', gives: 'same' },
    { names: 'functools.lru_cache functools.cache', calls: [0], gives: { function: 'functools.cache' } },
    // A path's own takes one place, and is a move; a text's takes two, a date's says by name what it changes.
    {
      names: '*#replace',
      least: 2,
      ofClass: true,
      unless: 'year month day hour minute second microsecond tzinfo fold',
    },
    { names: 'print.* str.* dict.* list.* int.* bytes.* set.* float.*' },
  ],
  examples: {
    held: {
      'import mymodule': 'exec.project',
      "import argparse, os\np = argparse.ArgumentParser()\np.add_argument('--f', default='a')\nos.remove(p.parse_args().f)":
        'file.delete /workspace/a',
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--f', default='a')\np.set_defaults(f='/srv/b')\nprint(open(p.parse_args().f).read())":
        'file.read',
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--f', default='a')\nprint(open(p.parse_args(['--f', '/srv/b']).f).read())":
        'file.read',
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--f', default='a')\na = p.parse_args()\nsetattr(a, 'f', '/srv/b')\nprint(open(a.f).read())":
        'exec.opaque',
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--f', default='a')\na = p.parse_args()\nvars(a)['f'] = '/srv/b'\nprint(open(a.f).read())":
        'file.read',
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('--f', default='a', type=lambda x: '/srv/b')\nprint(open(p.parse_args().f).read())":
        'file.read',
      "import argparse\np = argparse.ArgumentParser()\nfor k in ['--f']: p.add_argument(k, default='/srv/b')\np.add_argument('--f', default='a')\nprint(open(p.parse_args().f).read())":
        'file.read',
      "import argparse\np = argparse.ArgumentParser()\nadd = p.add_argument\nadd('--f', default='/srv/b')\np.add_argument('--g', dest='f', default='a')\nprint(open(p.parse_args().f).read())":
        'file.read',
      "import argparse\np = argparse.ArgumentParser(argument_default='/srv/b')\np.add_argument('--f')\nprint(open(p.parse_args().f).read())":
        'file.read',
      "import argparse, os\np = argparse.ArgumentParser()\np.add_argument('--f', default=os.remove)\np.parse_args().f('a')":
        'file.delete',
      "import argparse\nclass N: f = '/srv/b'\np = argparse.ArgumentParser()\np.add_argument('--f', default='a')\nprint(open(p.parse_args([], N()).f).read())":
        'file.read',
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('f', type=argparse.FileType('w'))\np.parse_args(['a'])":
        'file.write',
      "import inspect\ndef f(a: 'print()'): pass\ninspect.signature(f, eval_str=True)": 'exec.opaque',
      'foo()': 'exec.opaque',
      "import os\ntry: pass\nexcept os.remove as e: e('a')": 'file.delete',
      'import ast; ast.sys.modules': 'exec.opaque',
      "import sys; sys.path.insert(0, '/srv')": 'exec.opaque',
      'import sys; sys.path.insert(0, x)': 'exec.opaque',
      "import yaml; yaml.load(open('a'))": 'exec.opaque',
      "from os import remove\ntry: pass\nexcept remove as e: e('a')": 'exec.opaque',
      'super().__class__.__mro__': 'exec.opaque',
      "class A:\n    def f(self): return super().__getattribute__('x')('a')": 'exec.opaque',
      "import yaml; yaml.load(open('a'), Loader=yaml.UnsafeLoader)": 'exec.opaque',
      "import yaml; yaml.load(open('a'), Loader=yaml.Loader)": 'exec.opaque',
      "import yaml; yaml.load(open('a'), Loader=x)": 'exec.opaque',
      "import os, yaml; yaml.SafeLoader.add_constructor('!x', os.remove)": 'file.delete',
      "import sys; sys.path.append('../lib')": 'exec.opaque',
      "import sys; sys.path.insert(0, 'src'); import shop": 'exec.project shop',
      "def f(a: print(open('b', 'w'))): pass": 'file.write /workspace/b',
      "def f(*a: open('b', 'w'), **k: open('c', 'w')): pass": 'file.write /workspace/c',
      "import os\ndef f(a: (y := os.remove) = 1): y('a')": 'file.delete',
      'x = ().__class__.__bases__[0].__subclasses__()': 'exec.opaque',
      "import os\nclass B:\n    read = os.remove\nB.read('x')": 'file.delete os.remove',
      "import os\nclass E(Exception):\n    read = os.remove\nE.read('x')": 'file.delete os.remove',
      "import subprocess\nclass B:\n    read = subprocess.run\nfor o in [B]: o.read('rm x', shell=True)": 'exec.opaque',
      "import copy, os\nclass B:\n    m = os\ncopy.copy(B()).m.remove('x')": 'exec.opaque',
      "import enum, os\nclass B(enum.Enum):\n    M = os\nlist(B)[0].value.remove('x')": 'exec.opaque',
      'import json\njson.loads = eval': 'exec.opaque',
      'f = [print, exec][1]\nf("x")': 'exec.opaque',
      'import functools, os\n@functools.lru_cache(maxsize=None)\ndef f():\n    os.remove("a")':
        'file.delete /workspace/a',
      'import functools, os\nfunctools.lru_cache(maxsize=None)(os.remove)("a")': 'file.delete os.remove',
      'import functools, shutil\n@functools.partial(shutil.rmtree, "x")\ndef f():\n    pass': 'exec.opaque',
      "import functools, os\ngo = functools.partial(os.remove, 'a')\ngo()": 'exec.opaque',
      "import functools\nsave = functools.partial(open, mode='w')\nsave('a').write('b')": 'exec.opaque',
      'import functools\nfor x in functools.partial(map, eval)(["1"]): pass': 'exec.opaque',
      'import os\n@os.system("rm x")\ndef f():\n    pass': 'exec.opaque',
      'import functools, os\nd = functools.lru_cache(os.remove)\nd("a")': 'file.delete os.remove',
      'import json, os\nd = json.load(f)\nd["f"] = os.remove\nd["f"]("a")': 'file.delete os.remove',
      "import asyncio\nfrom pathlib import Path\nasyncio.run(asyncio.to_thread(Path('a').unlink))":
        'file.delete /workspace/a',
      "from pathlib import Path\nPath('a').replace('b')": 'file.move /workspace/a',
      "import os; os.path.os.remove('a')": 'exec.opaque',
      "import random; random._os.remove('a')": 'exec.opaque',
      "from random import _os; _os.remove('a')": 'exec.opaque',
      "import re; re.enum.sys.modules['os'].remove('a')": 'exec.opaque',
      "import os.path as p; getattr(p, 'os').remove('a')": 'exec.opaque',
      "import uuid; uuid._get_command_stdout('rm', 'a')": 'exec.opaque',
      "import tracemalloc; tracemalloc.Snapshot.load('a')": 'exec.opaque',
      "import pstats; pstats.Stats('a')": 'exec.opaque',
      'import pkgutil; list(pkgutil.walk_packages())': 'exec.opaque',
      "import os\nmatch os.remove:\n    case f: f('a')": 'exec.opaque',
      "import os\nmatch 'a':\n    case 'a' as p if os.remove(p): pass": 'file.delete',
      "import os\nmatch x:\n    case {'p': p}: os.remove(p)": 'file.delete',
      "import contextlib\nclass W:\n    def write(self, s): open(s, 'w')\nwith contextlib.redirect_stdout(W()): print('a')":
        'file.write',
      'import typing\nclass A:\n    a: "print()"\ntyping.get_type_hints(A)': 'exec.opaque',
      "import enum; enum.bltns.eval('1')": 'exec.opaque',
    },
    passed: [
      "import json,sys; print(json.load(sys.stdin)['name'])",
      "import argparse\np = argparse.ArgumentParser()\np.add_argument('paths', nargs='*', default=['a', 'b'])\np.add_argument('--min-size', type=int, default=1)\nargs = p.parse_args()\nfor f in args.paths:\n    print(open(f).read(args.min_size))",
      "import argparse\nfrom pathlib import Path\np = argparse.ArgumentParser()\np.add_argument('-c', '--conf', type=Path, default='a.json')\nprint(p.parse_args([]).conf.read_text())",
      "import asyncio\nfrom pathlib import Path\nprint(asyncio.run(asyncio.to_thread(Path('a').read_text)))",
      'print(1 + 2)',
      "import ast\ntry: ast.parse(open('a.py').read())\nexcept SyntaxError as e: print(e.lineno, e.msg)\nexcept (OSError, ValueError) as e: print(e.errno)",
      'from collections import OrderedDict\nclass L(OrderedDict):\n    def __setitem__(self, k, v):\n        super().__setitem__(k, v)\n        self.move_to_end(k)\nclass S:\n    _one = None\n    def __new__(cls, *a):\n        if cls._one is None: cls._one = super().__new__(cls)\n        return cls._one\nc = L()\nc["a"] = 1\nprint(c, S() is S())',
      'import asyncio\nasync def put(q): await q.put(1)\nasync def main():\n    q = asyncio.Queue()\n    await put(q)\n    print(await q.get())\nasyncio.run(main())',
      "import yaml; yaml.SafeLoader.add_multi_constructor('!', lambda l, s, n: None); print(yaml.load(open('a.yml'), Loader=yaml.SafeLoader))",
      "import sys, json; sys.path.insert(0, 'src'); import csv; print(sys.path, json.dumps({}), csv.list_dialects())",
      'import subprocess, sqlite3, os\ndef f(c: subprocess.Popen, d: "sqlite3.Connection" = None, *r: os.PathLike) -> subprocess.CompletedProcess | None:\n    x: sqlite3.Row = 1\n    return x\nprint(f(1))',
      "import yaml\ntry:\n    yaml.safe_load(open('a'))\nexcept yaml.YAMLError as e:\n    print(e.problem_mark.line, e.problem)",
      'import sys; print(sys.version.split()[0], sorted(sys.stdlib_module_names)[:3])',
      'import random; r = random.Random(1); print(r.randint(1, 6), r.choices([1, 2]))',
      'import asyncio\nasync def f(n):\n    return n\nasync def main():\n    async with asyncio.TaskGroup() as g:\n        t = [g.create_task(f(i)) for i in range(3)]\n    print([x.result() for x in t])\nasyncio.run(main())',
      "import ast\nfor n in ast.walk(ast.parse(open('a.py').read())):\n    match n:\n        case ast.ClassDef(name=name, bases=bases): print(name, [ast.unparse(b) for b in bases])\n        case ast.FunctionDef(name=name) if name != 'x': print(name)\n        case [a, *rest] | {'k': a, **rest}: print(a, rest)\n        case _: pass",
      "class E(Exception):\n    def __init__(self, n, m):\n        super().__init__(m)\n        self.n = n\ntry:\n    raise E(1, 'a')\nexcept E as e:\n    print(e.n, e)",
      "for n in range(1, 4):\n    print(open(f'run{n}.json').read())",
      'import sys; print(sys.version)',
      "import re\nprint(re.sub(r'a', 'b', 'cat').upper())",
      'from datetime import datetime; print(datetime.now().isoformat())',
      'print({k: v for k, v in sorted({"a": 1}.items())})',
      "import datetime as dt; print(dt.datetime.fromisoformat('2026-01-01').replace(tzinfo=dt.timezone.utc))",
      'import json, sys; d = json.load(sys.stdin); q = d["query"] or d["execute"]; print(q.strip())',
      'def f(n):\n    return n * 2\nprint(f(4))',
      "import functools, operator, os\nshow = functools.partial(print, sep=' | ')\nshow(functools.partial(operator.mul, 3)(2), os.sysconf('SC_PAGE_SIZE'))",
      'import functools\n@functools.lru_cache(maxsize=None)\ndef f(n):\n    return n * 2\nprint(f(4))',
      'from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    n: int\nprint(A(1))',
    ],
  },
};
