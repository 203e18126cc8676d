import type { Family } from '../value/family.ts';
import { methods } from '../value/rule.ts';

const of = (module: string, names: string): string =>
  names
    .split(' ')
    .map((name) => `${module}.${name}`)
    .join(' ');

/**
 * What else of the standard library only computes or looks. What gives a module or a frame out of nothing (`inspect.currentframe`,
 * `gc.get_objects`, `sys.modules`) is not among it: what is asked of those is not followed.
 */
export const pythonStandard: Family = {
  rules: [
    {
      names: [
        of(
          'inspect',
          'cleandoc formatannotation getabsfile getcallargs getcomments getfullargspec getmodulename getsourcelines indentsize isabstract isasyncgen isasyncgenfunction isawaitable isbuiltin iscode iscoroutine iscoroutinefunction isdatadescriptor isgenerator isgeneratorfunction isgetsetdescriptor ismemberdescriptor ismethoddescriptor ismethodwrapper isroutine FullArgSpec BoundArguments',
        ),
        of(
          'gc',
          'disable enable freeze get_count get_debug get_freeze_count get_stats get_threshold isenabled unfreeze',
        ),
        of('operator', 'index inv invert length_hint truth'),
        of(
          'contextlib',
          'ExitStack AsyncExitStack AbstractContextManager AbstractAsyncContextManager ContextDecorator aclosing',
        ),
        of(
          'io',
          'BlockingIOError IOBase RawIOBase BufferedIOBase BufferedReader BufferedRandom TextIOBase UnsupportedOperation text_encoding IncrementalNewlineDecoder SEEK_SET SEEK_CUR SEEK_END DEFAULT_BUFFER_SIZE',
        ),
        of('dataclasses', 'Field FrozenInstanceError InitVar MISSING KW_ONLY'),
        of('getopt', 'GetoptError error getopt gnu_getopt'),
        of('contextvars', 'Context ContextVar Token copy_context'),
        of('pickletools', 'dis genops optimize'),
        of('pickle', 'PickleError PicklingError UnpicklingError dumps HIGHEST_PROTOCOL DEFAULT_PROTOCOL'),
        of('marshal', 'dumps version'),
        of('symtable', 'symtable SymbolTable'),
        of('token', 'ISTERMINAL ISNONTERMINAL ISEOF tok_name'),
        of('opcode', 'stack_effect opmap opname hasarg'),
        of('http.cookies', 'CookieError BaseCookie SimpleCookie Morsel'),
        of('gettext', 'gettext ngettext'),
        of('mailbox', 'Error FormatError NoSuchMailboxError'),
        of(
          'dis',
          'code_info disassemble distb disco findlinestarts findlabels show_code Instruction Bytecode stack_effect opmap',
        ),
        of('plistlib', 'InvalidFileException load UID FMT_XML FMT_BINARY'),
        of(
          'resource',
          'getpagesize getrlimit struct_rusage RLIMIT_NOFILE RLIMIT_AS RLIMIT_CPU RLIMIT_STACK RUSAGE_CHILDREN',
        ),
        of(
          'codecs',
          'CodecInfo getencoder getdecoder getincrementaldecoder getincrementalencoder getreader iterencode iterdecode lookup_error strict_errors ignore_errors replace_errors xmlcharrefreplace_errors backslashreplace_errors namereplace_errors BOM_UTF8 BOM_UTF16 BOM_UTF16_LE BOM_UTF16_BE BOM_UTF32',
        ),
        of(
          'asyncio',
          'BrokenBarrierError InvalidStateError IncompleteReadError LimitOverrunError Future wrap_future isfuture Condition BoundedSemaphore Barrier PriorityQueue LifoQueue QueueFull Timeout timeout_at FIRST_COMPLETED ALL_COMPLETED FIRST_EXCEPTION',
        ),
        of('csv', 'Error Dialect excel excel_tab unix_dialect get_dialect list_dialects QUOTE_NONE QUOTE_NONNUMERIC'),
        of('pathlib', 'PureWindowsPath'),
        of(
          'os',
          'fsencode fsdecode get_exec_path DirEntry WCOREDUMP WEXITSTATUS WIFEXITED WIFSIGNALED WIFSTOPPED WTERMSIG confstr ctermid device_encoding error getegid geteuid getgrouplist getgroups getpgid getpgrp getrandom getresgid getresuid getsid isatty login_tty major makedev minor pathconf sched_get_priority_max sched_get_priority_min stat_result statvfs statvfs_result strerror terminal_size times times_result ttyname uname_result waitstatus_to_exitcode fstat altsep extsep curdir pardir defpath EX_OK O_RDONLY supports_follow_symlinks get_inheritable',
        ),
        of(
          'sys',
          'getallocatedblocks getfilesystemencodeerrors getswitchinterval get_int_max_str_digits set_int_max_str_digits is_finalizing float_repr_style warnoptions winver _is_gil_enabled ps1 tracebacklimit',
        ),
        of('site', 'getuserbase ENABLE_USER_SITE USER_BASE USER_SITE PREFIXES'),
        of('linecache', 'clearcache checkcache'),
        of('mimetypes', 'MimeTypes guess_all_extensions guess_extension guess_file_type types_map inited'),
        of('gzip', 'BadGzipFile compress decompress'),
        of('bz2', 'BZ2Compressor BZ2Decompressor compress decompress'),
        of(
          'lzma',
          'LZMACompressor LZMADecompressor LZMAError compress decompress is_check_supported FORMAT_XZ FORMAT_ALONE',
        ),
        of('tarfile', 'TarInfo TarError ReadError CompressionError StreamError ExtractError HeaderError'),
        of('zipfile', 'BadZipFile BadZipfile error ZipInfo LargeZipFile ZIP_STORED ZIP_DEFLATED'),
        of('signal', 'Handlers Sigmasks Signals getsignal valid_signals strsignal'),
        of('importlib', 'invalidate_caches'),
        of('importlib.util', 'resolve_name source_hash MAGIC_NUMBER cache_from_source source_from_cache'),
        of('importlib.machinery', 'all_suffixes SOURCE_SUFFIXES EXTENSION_SUFFIXES BYTECODE_SUFFIXES'),
        of('http', 'HTTPStatus HTTPMethod'),
        of(
          'ssl',
          'AlertDescription CertificateError DER_cert_to_PEM_cert DefaultVerifyPaths PEM_cert_to_DER_cert Purpose SSLCertVerificationError SSLError TLSVersion VerifyMode cert_time_to_seconds get_default_verify_paths get_protocol_name HAS_ALPN HAS_SNI HAS_TLSv1_2 CERT_NONE CERT_REQUIRED PROTOCOL_TLS_CLIENT',
        ),
        of(
          'sqlite3',
          'DataError DatabaseError IntegrityError InterfaceError InternalError NotSupportedError ProgrammingError Warning complete_statement threadsafety sqlite_version_info PARSE_DECLTYPES PARSE_COLNAMES',
        ),
        of('logging', 'getLevelName getLevelNamesMapping getLogRecordFactory LogRecord Filter lastResort root NOTSET'),
        of('threading', 'get_ident active_count get_native_id main_thread'),
        of(
          'multiprocessing',
          'AuthenticationError BufferTooShort ProcessError TimeoutError active_children current_process get_all_start_methods get_start_method parent_process',
        ),
        of('urllib.request', 'pathname2url url2pathname parse_http_list parse_keqv_list'),
        of('concurrent.futures', 'CancelledError TimeoutError BrokenExecutor wait FIRST_COMPLETED ALL_COMPLETED'),
        of('xml.sax.saxutils', 'escape quoteattr unescape'),
        of('timeit', 'default_number default_repeat'),
        of('filecmp', 'clear_cache DEFAULT_IGNORES'),
        of('shutil', 'Error SameFileError SpecialFileError get_archive_formats get_unpack_formats ignore_patterns'),
        of('subprocess', 'SubprocessError'),
        of(
          'socket',
          'getfqdn AddressFamily SocketKind AF_UNIX AF_UNSPEC SOCK_RAW SOL_SOCKET SO_REUSEADDR SO_REUSEPORT SO_KEEPALIVE SO_BROADCAST IPPROTO_TCP IPPROTO_UDP IPPROTO_IP IPPROTO_IPV6 TCP_NODELAY AI_PASSIVE herror inet_aton inet_ntoa inet_pton inet_ntop htons ntohs htonl ntohl has_ipv6 has_dualstack_ipv6 getservbyname getservbyport getprotobyname if_nameindex if_nametoindex getdefaulttimeout SOMAXCONN',
        ),
        'socket#bind socket#getsockname socket#setsockopt socket#getsockopt socket#gettimeout socket#fileno socket#family socket#type',
        of('smtplib', 'SMTPException SMTPAuthenticationError quoteaddr'),
        of(
          'http.client',
          'HTTPException NotConnected InvalidURL IncompleteRead RemoteDisconnected BadStatusLine responses',
        ),
        of('tempfile', 'TMP_MAX gettempprefix gettempdirb gettempprefixb'),
        of('atexit', '_ncallbacks'),
        'None True False BytesWarning EncodingWarning PendingDeprecationWarning aiter anext',
      ].join(' '),
    },
    // What stands above a function or class of the program's own, whose body is read by itself.
    {
      names:
        'functools.total_ordering functools.singledispatch functools.singledispatchmethod functools.cached_property functools.update_wrapper contextlib.asynccontextmanager',
      calls: [0],
      gives: { function: 'functools.decorator' },
    },
    { names: 'dataclasses.make_dataclass', gives: { function: 'collections.record' } },
    // A function that asks each thing for the same member, or calls the same method of each.
    { names: 'operator.attrgetter', attributes: true, gives: { function: 'operator.asked' } },
    { names: 'operator.methodcaller', most: 1, byName: true, gives: { function: 'operator.asked' } },
    { names: 'operator.asked' },
    {
      names: methods(
        'setter deleter enter_context enter_async_context pop_all aclose validate locate_file row_group get_symbols get_children get_id get_type get_lineno get_identifiers get_namespaces get_namespace get_parameters get_locals get_globals get_frees get_methods is_imported is_referenced is_parameter is_global is_local is_free is_assigned is_annotated is_namespace is_nested is_optimized has_children lookup',
      ),
    },
    { names: 'contextlib.chdir', folder: true, keyword: 'path' },
    {
      names: 'io.FileIO gzip.GzipFile bz2.BZ2File lzma.LZMAFile wave.open',
      file: 'open',
      keyword: 'filename',
      gives: { object: 'file' },
    },
    { names: 'io.open_code fileinput.FileInput', file: 'read', most: 1 },
    {
      names: 'fileinput.input',
      file: 'read',
      keyword: 'files',
      least: 1,
      most: 1,
      harmless: { mode: /^rb?$/, encoding: /^[\w-]+$/, errors: /^\w+$/ },
    },
    { names: 'zipfile.is_zipfile tarfile.is_tarfile zipfile.Path netrc.netrc', file: 'read' },
    // What is mapped was opened before, in the way that it may be used.
    { names: 'mmap.mmap mmap.ACCESS_READ mmap.PROT_READ mmap.MAP_PRIVATE' },
  ],
  examples: {
    held: {
      "import os\nclass T:\n    @property\n    def f(self): return 1\n    @f.setter\n    def f(self, v): os.remove(v)\nT().f = 'a'":
        'file.delete',
      "class T:\n    @property\n    def f(self): return 1\n    @f.setter\n    def f(self, v): print(open(v).read())\nT().f = '/srv/b'":
        'file.read',
      "import inspect; inspect.currentframe().f_back.x.remove('a')": 'exec.opaque',
      "import inspect, os; inspect.getmodule(os.getcwd).remove('a')": 'exec.opaque',
      "import gc; gc.get_objects()[0].remove('a')": 'exec.opaque',
      "import operator, os; operator.attrgetter('remove')(os)('a')": 'exec.opaque',
      "import operator, shutil; operator.attrgetter('os')(shutil).remove('a')": 'exec.opaque',
      "import operator; f = operator.attrgetter('__globals__')": 'exec.opaque',
      'import operator; operator.attrgetter(name)(x)': 'exec.opaque',
      "import operator; list(map(operator.methodcaller('unlink'), paths))": 'exec.opaque',
      "import operator; operator.methodcaller('write_text', 'a')(p)": 'exec.opaque',
      "import gzip; gzip.GzipFile('a.gz', 'wb').write(b'a')": 'file.write /workspace/a.gz',
      "import bz2; bz2.BZ2File('a.bz2', mode='w')": 'file.write /workspace/a.bz2',
      "import io; io.FileIO('a', 'r+')": 'file.write /workspace/a',
      "import fileinput\nfor l in fileinput.input('a', inplace=True): print(l)": 'exec.opaque',
      'import fileinput\nfor l in fileinput.input(): print(l)': 'exec.opaque',
      "import contextlib, os\nwith contextlib.chdir('/srv'): os.remove('a')": 'file.delete /srv/a',
      "import contextlib, os\nwith contextlib.ExitStack() as s: s.callback(os.remove, 'a')": 'exec.opaque',
      "import contextlib\nwith contextlib.ExitStack() as s: s.enter_context(open('a', 'w'))": 'file.write /workspace/a',
      "import functools, os\n@functools.singledispatch\ndef f(x): os.remove('a')": 'file.delete /workspace/a',
      'import functools, os\nfunctools.cached_property(os.remove)': 'file.delete',
      "import zipfile; zipfile.Path('a.zip').joinpath('b').open('w')": 'exec.opaque',
      "import socket; s = socket.socket(); s.bind(('', 80)); s.listen()": 'network.send',
      "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'a', ('x', 1))": 'network.send',
      'import pickle, sys; pickle.loads(sys.stdin.buffer.read())': 'exec.opaque',
      'import marshal; exec(marshal.loads(x))': 'exec.opaque',
    },
    passed: [
      'class T:\n    def __init__(self, c): self._c = c\n    @property\n    def f(self): return self._c\n    @f.setter\n    def f(self, v): self._c = v\nt = T(1)\nt.f = 2\nprint(t.f)',
      'import operator, collections\nP = collections.namedtuple("P", "n m")\nl = sorted([P(1, 2)], key=operator.attrgetter("n", "m"))\nprint(list(map(operator.attrgetter("n"), l)), list(map(operator.methodcaller("strip"), [" a "])))',
      "import gzip, zlib; d = open('a', 'rb').read(); print(len(gzip.compress(d)), zlib.crc32(d))",
      "import gzip\nwith gzip.GzipFile('a.gz') as f: print(f.read(9))",
      "import fileinput\nwith fileinput.input(files=['a', 'b'], encoding='utf-8') as f:\n    for l in f: print(l.strip())",
      "import mmap\nwith open('a', 'rb') as f, mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as m: print(m.find(b'x'), m[:4])",
      "import contextlib\nwith contextlib.ExitStack() as s:\n    fs = [s.enter_context(open(n)) for n in ('a', 'b')]\n    print(*zip(*fs))",
      "import functools\n@functools.singledispatch\ndef f(x): return str(x)\nprint(f(3), f('a'))",
      'import functools\n@functools.total_ordering\nclass V:\n    def __init__(self, n): self.n = n\n    def __eq__(self, o): return self.n == o.n\n    def __lt__(self, o): return self.n < o.n\nprint(max(V(1), V(2)).n)',
      "import socket; s = socket.socket(); s.bind(('', 0)); print(s.getsockname()[1]); s.close()",
      'import http, os, signal; print(http.HTTPStatus(404).phrase, os.strerror(2), signal.Signals(9).name)',
    ],
  },
};
