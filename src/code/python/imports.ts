import { loadsOwn, opaque } from '../deeds/findings.ts';
import type { Importing } from '../deeds/importing.ts';
import { lookedFor } from '../deeds/modulePath.ts';

/**
 * Modules whose loading does nothing, each with the modules that it loads in turn and that a file of the same name in
 * the current folder would replace (CPython 3.11, `sys.modules` before and after; built-in and start-up modules cannot
 * be replaced so). A name here that is itself a key brings its own along.
 */
const MODULES: Readonly<Record<string, string>> = {
  json: '_json json re',
  re: 'copyreg enum re',
  math: 'math',
  cmath: 'cmath',
  statistics: '_statistics fractions random statistics',
  random: '_random _sha512 bisect math operator random warnings',
  decimal: '_decimal collections decimal numbers',
  fractions: 'decimal fractions math re',
  datetime: '_datetime datetime math operator',
  time: '',
  calendar: 'calendar datetime locale',
  zoneinfo:
    '_sysconfigdata__linux_x86_64-linux-gnu _weakrefset _zoneinfo datetime struct sysconfig types weakref zoneinfo',
  collections: 'collections keyword operator reprlib',
  itertools: '',
  string: 're string',
  textwrap: 're textwrap',
  unicodedata: 'unicodedata',
  difflib: 'difflib heapq re',
  hashlib: '_blake2 _hashlib hashlib',
  hmac: 'hashlib hmac warnings',
  base64: 'base64 binascii re struct',
  binascii: 'binascii',
  uuid: '_uuid platform uuid',
  struct: '_struct struct',
  zlib: 'zlib',
  secrets: 'base64 hmac random secrets',
  enum: 'enum functools',
  dataclasses: 'copy dataclasses inspect',
  typing: '_typing contextlib re typing warnings',
  copy: '_weakrefset copy copyreg types weakref',
  pprint: 'dataclasses pprint',
  heapq: '_heapq heapq',
  bisect: '_bisect bisect',
  numbers: 'numbers',
  platform: 'platform re',
  pkgutil: 'collections functools importlib types typing warnings pkgutil',
  locale: 'locale re',
  errno: '',
  stat: '',
  colorsys: 'colorsys',
  types: 'types',
  operator: 'operator',
  functools: 'collections functools types',
  contextlib: 'contextlib functools',
  io: '',
  sysconfig: 'sysconfig',
  inspect: '_opcode ast dis inspect linecache opcode warnings',
  traceback: 'contextlib linecache textwrap traceback',
  warnings: 'warnings',
  gc: '',
  timeit: 'timeit',
  unittest: 'argparse ast dataclasses difflib inspect pprint signal traceback unittest',
  doctest: 'bdb cmd code codeop doctest pdb unittest',
  pickle: '_compat_pickle _pickle pickle',
  optparse: 'gettext optparse textwrap',
  getopt: 'getopt gettext',
  fileinput: 'fileinput',
  contextvars: '_contextvars contextvars',
  select: 'select',
  selectors: 'select selectors',
  fcntl: 'fcntl',
  sched: 'heapq sched',
  pickletools: 'pickle pickletools',
  symtable: 'symtable',
  token: 'token',
  opcode: '_opcode opcode',
  py_compile: 'importlib py_compile traceback',
  cProfile: '_lsprof cProfile profile',
  pstats: 'cProfile dataclasses pstats',
  'http.client': 'email http socket ssl',
  'http.cookies': 'http string',
  ctypes: '_ctypes ctypes',
  termios: 'termios',
  gettext: 'gettext',
  faulthandler: '',
  copyreg: '',
  builtins: '',
  tkinter: '_tkinter enum re tkinter',
  argparse: 'argparse gettext re warnings',
  getpass: 'contextlib getpass termios warnings',
  ipaddress: 'functools ipaddress',
  array: 'array collections',
  graphlib: 'graphlib types',
  abc: '',
  shutil: 'bz2 fnmatch lzma shutil zlib',
  email: 'email email.message',
  'email.message':
    'array base64 calendar datetime ipaddress locale quopri random selectors socket string urllib warnings',
  mailbox: 'calendar contextlib copy email.message mailbox',
  'html.parser': '_markupbase html re',
  weakref: '_weakrefset types weakref',
  dis: '_opcode collections dis opcode types',
  plistlib: 'binascii datetime enum plistlib pyexpat struct xml',
  reprlib: 'reprlib',
  tracemalloc: '_compat_pickle _pickle fnmatch linecache pickle struct tracemalloc',
  resource: 'resource',
  atexit: '',
  pwd: '',
  grp: 'grp',
  quopri: 'binascii quopri',
  codecs: '',
  asyncio:
    '_asyncio _contextvars _ssl asyncio base64 concurrent contextvars heapq inspect logging socket ssl subprocess typing',
  csv: '_csv csv re',
  tomllib: '__future__ datetime string tomllib typing',
  configparser: 'configparser re warnings',
  xml: 'xml',
  html: 'html re',
  ast: 'ast contextlib enum',
  tokenize: 're token tokenize',
  keyword: 'keyword',
  pathlib: 'fnmatch ipaddress ntpath pathlib urllib warnings',
  glob: 'contextlib fnmatch glob',
  fnmatch: 'fnmatch re',
  os: '',
  sys: '',
  site: '',
  tempfile: '_weakrefset random shutil tempfile weakref',
  filecmp: 'filecmp types',
  linecache: 'linecache tokenize',
  mmap: 'mmap',
  mimetypes: 'ipaddress mimetypes re urllib warnings',
  gzip: '_compression gzip struct zlib',
  bz2: '_bz2 _compression bz2',
  lzma: '_compression _lzma lzma',
  tarfile: 'copy grp shutil struct tarfile warnings',
  zipfile: 'binascii contextlib pathlib shutil struct threading zipfile',
  subprocess: '_posixsubprocess contextlib fcntl locale math select selectors signal subprocess threading warnings',
  shlex: 're shlex',
  signal: 'enum signal',
  importlib: 'warnings',
  urllib: 'urllib',
  http: 'enum http',
  ssl: '_ssl base64 binascii collections copyreg errno functools operator re socket ssl struct warnings',
  socket: '_socket array enum math select selectors socket',
  sqlite3: '_sqlite3 datetime functools sqlite3',
  logging: 'logging string threading traceback warnings weakref',
  threading: '_weakrefset functools threading',
  queue: '_queue heapq queue threading',
  concurrent: 'concurrent',
  multiprocessing: 'multiprocessing threading signal itertools',
  'xml.etree.ElementTree': '_elementtree contextlib copy pyexpat re warnings xml',
  'xml.dom.minidom': 'copy xml',
  'urllib.request':
    '_ssl base64 calendar contextlib email hashlib http ipaddress quopri socket ssl string tempfile urllib',
  'urllib.parse': 'ipaddress re urllib warnings',
  'importlib.metadata': 'base64 calendar csv email quopri socket string tempfile textwrap typing zipfile',
  'importlib.util': 'contextlib warnings',
  'collections.abc': 'collections keyword operator reprlib',
  'os.path': '',
  'email.utils': 'base64 calendar email ipaddress quopri random socket string urllib',
  'concurrent.futures': 'concurrent logging',
  __future__: '__future__',
  marshal: '',
  wave: 'collections struct wave',
  netrc: 'netrc shlex stat',
  ntpath: '',
  posixpath: '',
  stringprep: 'stringprep unicodedata',
  cmd: 'cmd',
  trace: 'collections dis gc importlib inspect linecache pickle threading tokenize trace',
  pyclbr: 'ast importlib pyclbr',
  tabnanny: 'tabnanny tokenize',
  // Installed by people on purpose; what they load is not looked at.
  sqlalchemy: 'sqlalchemy re',
  boto3: 'boto3 botocore json',
  botocore: 'botocore json',
  pymongo: 'pymongo bson re',
  redis: 'redis json',
  numpy: 'numpy',
  pandas: 'pandas numpy',
  smtplib: 'email smtplib socket ssl',
  socketserver: 'io selectors socket socketserver threading',
  flask: 'flask jinja2 json werkzeug',
  fastapi: 'fastapi pydantic starlette',
  starlette: 'anyio starlette',
  bottle: 'bottle',
  uvicorn: 'asyncio uvicorn',
  waitress: 'waitress',
  yaml: 'yaml re',
  tomli: 'tomli re',
  packaging: 'packaging re',
  toml: 'toml re datetime',
  requests: 'requests json',
  httpx: 'httpx json asyncio',
  aiohttp: 'aiohttp json asyncio',
  psycopg: 'psycopg re',
  psycopg2: 'psycopg2 re',
  asyncpg: 'asyncpg asyncio',
  pymysql: 'pymysql re',
  MySQLdb: 'MySQLdb re',
  mysql: 'mysql re',
  ...Object.fromEntries(
    'openpyxl xlrd django flask fastapi pydantic pydantic_core starlette uvicorn torch torchvision tensorflow keras transformers datasets sklearn scipy matplotlib seaborn PIL cv2 bs4 lxml click typer rich jinja2 pytest celery attr attrs dotenv setuptools pip wheel anthropic openai tiktoken langchain polars pyarrow networkx sympy cryptography jwt dateutil pytz tqdm gunicorn tornado structlog orjson ujson alembic marshmallow boltons jsonschema xgboost lightgbm statsmodels nltk spacy jax numba grpc google.protobuf pptx docx pypdf PyPDF2 pdfplumber pdfminer fitz pymupdf nbformat nbconvert tensorrt onnx onnxruntime tokenizers safetensors accelerate huggingface_hub sentence_transformers peft diffusers sqlmodel peewee html5lib markdown mistune xlsxwriter xlwt shapely geopandas pyproj rasterio folium plotly bokeh altair streamlit gradio imageio skimage librosa soundfile h5py netCDF4 xarray dask ray zarr fsspec s3fs pint astropy gensim joblib pulp ortools pyscipopt cvxpy gurobipy hypothesis faker freezegun responses respx moto ruff black isort mypy pylint flake8 libcst parso pygments docutils sphinx unidecode chardet charset_normalizer idna certifi urllib3 websockets websocket paramiko docker kubernetes confluent_kafka kafka pika msgpack cbor2 tomlkit ruamel colorama termcolor tabulate humanize loguru pendulum arrow regex rapidfuzz Levenshtein simplejson cachetools more_itertools toolz pyparsing lark shortuuid slugify phonenumbers babel pycountry holidays magic filelock platformdirs appdirs watchdog psutil GPUtil pynvml mlx triton vllm bitsandbytes einops timm torchaudio lightning pytorch_lightning torchmetrics wandb mlflow optuna hydra omegaconf duckdb clickhouse_connect elasticsearch opensearchpy neo4j cassandra litellm ollama google.generativeai google.genai cohere mistralai llama_index chromadb faiss pinecone qdrant_client weaviate mcp pydantic_settings typing_extensions annotated_types httpcore h11 anyio sniffio greenlet gevent eventlet markupsafe werkzeug itsdangerous blinker multidict yarl frozenlist aiosignal passlib bcrypt nacl argon2 jose authlib oauthlib stripe twilio sendgrid slack_sdk telegram discord scrapy selenium playwright mechanize feedparser newspaper readability trafilatura markdownify html2text cssselect parsel w3lib tldextract validators email_validator dns scapy netaddr geopy pytesseract easyocr pdf2image reportlab weasyprint qrcode barcode pyzbar moviepy pydub ffmpeg mutagen eyed3 music21 pretty_midi Bio rdkit pysam networkit igraph graphviz pydot pymc arviz emcee numexpr bottleneck tables pyreadstat pyxlsb odf calamine python_calamine connectorx adbc_driver_manager deltalake pyiceberg snowflake'
      .split(' ')
      .map((name) => [name, name]),
  ),
};

/** A known module, and no file in the way: `python -c` looks in the current folder first. */
export const importPython: Importing = (module, range, findings) => {
  // Models of an application: its own code, which describes its tables.
  if (/^[a-z_]\w*(?:\.\w+)*\.models$/.test(module)) {
    loadsOwn(findings, module, range);
    return;
  }
  if (namesOf(module) === undefined) {
    // A program's own module, or one that is installed: what is called of it is not known, but loading it is no secret.
    if (/^[A-Za-z_]\w*(?:\.\w+)*$/.test(module)) loadsOwn(findings, module, range);
    else opaque(findings, range, 'problem.unknown-import');
    return;
  }
  const names = new Set<string>();
  const add = (name: string): void => {
    for (const one of namesOf(name) ?? []) {
      if (names.has(one)) continue;
      names.add(one);
      if (one !== name) add(one);
    }
  };
  add(module);
  for (const name of names) for (const file of [`${name}.py`, `${name}/__init__.py`]) lookedFor(file, range, findings);
};

/** What loading this module loads, from its own entry or from that of the package it is in. */
function namesOf(module: string): readonly string[] | undefined {
  for (let name = module; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    if (Object.hasOwn(MODULES, name)) return (MODULES[name] ?? '').split(' ').filter((one) => one !== '');
  }
  return undefined;
}
