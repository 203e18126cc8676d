import { act, actOnFile, opaque } from '../effects/act.ts';
import { absolute, isInside } from '../effects/paths.ts';
import { holdsWhereTold } from '../effects/toldFolder.ts';
import { embedArg, embedFile } from '../calls/embed.ts';
import type { Inner } from '../calls/embed.ts';
import { runWords } from '../calls/innerCommand.ts';
import { hostOf } from '../calls/meaning.ts';
import { joinArgs, slice } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { addAsk } from '../state/run.ts';

const PYTHON: Inner = { language: 'code', dialect: 'python' };

/** Modules that are programs of the catalogue, most of them by that very name. */
const PROGRAMS: Readonly<Record<string, string>> = {
  unittest: 'pytest',
  awscli: 'aws',
  'azure.cli': 'az',
  django: 'django-admin',
  IPython: 'ipython',
  'huggingface_hub.commands.huggingface_cli': 'huggingface-cli',
  'huggingface_hub.cli.hf': 'hf',
  pip_audit: 'pip-audit',
  pre_commit: 'pre-commit',
  'sphinx.ext.apidoc': 'sphinx-apidoc',
  sphinx: 'sphinx-build',
  sphinx_autobuild: 'sphinx-autobuild',
  'ansible.cli.playbook': 'ansible-playbook',
  'gunicorn.app.wsgiapp': 'gunicorn',
  fabric: 'fab',
  notebook: 'jupyter',
  jupyterlab: 'jupyter',
};
const SAME_NAME =
  /^(?:pip|pytest|black|ruff|mypy|flake8|isort|alembic|flask|twine|tox|nox|poetry|uv|coverage|pylint|pyright|ansible|celery|gunicorn|uvicorn|hypercorn|daphne|streamlit|jupyter|gsutil|aerich|bandit|mkdocs|pdoc|pipx|conda|pdm|hatch|rye|pipenv|pyflakes|pycodestyle|pydocstyle|autoflake|pyupgrade|vulture|radon|invoke|behave|robot|locust|scrapy|playwright|yapf|autopep8|bumpver|towncrier|commitizen|jupytext|nbconvert|doit|dvc|mlflow|wandb|maturin|babel|sqlfluff|djlint|virtualenv|yt_dlp)$/;

/** Of Python's own library: they look at something, or at the files that they are given. */
const LOOKS =
  /^(?:json\.tool|this|calendar|site|sysconfig|platform|tokenize|ast|dis|py_compile|compileall|tabnanny|locale|shutil|uuid|pyclbr|symtable|pickletools|mimetypes)$/;

/** Of Python's own library: they run the file that they are given, or with `-m` a module. */
const RUNS_FILE = /^(?:pdb|cProfile|profile|trace|doctest|runpy)$/;

/** Projects are built and tested by these, which are of no other use. */
const BUILDS = /^(?:build|setuptools_scm|pybind11|nose2?|ward|slotscheck|check_manifest|validate_pyproject)$/;

/** `python -m NAME …`: a program of the catalogue, one of Python's own modules, or code that lies in the workspace. */
export function pythonModule(call: Call, module: Arg, rest: readonly Arg[]): void {
  const name = module.value;
  const program = PROGRAMS[name] ?? (SAME_NAME.test(name) ? name : undefined);
  if (program !== undefined) runWords(call, [{ ...module, value: program }, ...rest]);
  else if (name === 'http.server') serves(call, rest);
  else if (LOOKS.test(name)) looks(call, name, rest);
  else if (name === 'timeit') times(call, rest);
  else if (name === 'venv') makesEnvironment(call, rest);
  else if (name === 'zipfile' || name === 'tarfile') packs(call, module, rest);
  else if (name === 'ensurepip') act(call, 'exec.install', 'package', 'pip', module.range);
  else if (name === 'webbrowser') opens(call, rest);
  else if (RUNS_FILE.test(name)) runsFile(call, name, rest);
  else if (BUILDS.test(name)) act(call, 'exec.project', 'operation', `python -m ${name}`, call.range);
  else runsModule(call, module, rest);
}

/** Whoever reaches this machine may read the folder, unless only this machine itself may ask. */
function serves(call: Call, rest: readonly Arg[]): void {
  const options = new Map(
    rest.map(({ value }, index): [string, string] => {
      const [name = '', own] = value.split('=');
      return [name, own ?? rest[index + 1]?.value ?? ''];
    }),
  );
  const folder = options.get('-d') ?? options.get('--directory');
  const path = folder === undefined ? call.state.cwd : absolute(folder, call.state.cwd ?? '/', call.scope.home);
  const isHere = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(options.get('-b') ?? options.get('--bind') ?? '');
  if (isHere && !rest.some(({ dynamic }) => dynamic) && path !== undefined && isInside(path, call.scope.workspace))
    act(call, 'exec.project', 'operation', 'python -m http.server', call.range);
  else act(call, 'network.send', 'service', 'http.server', call.range, { traits: ['unattended'] });
}

/** What nearly all of them load besides, and what only some do: from the current folder first. */
const LOADED = 'argparse gettext re enum copyreg warnings runpy importlib locale token tokenize textwrap';
const LOADED_BY: Readonly<Record<string, string>> = {
  py_compile: 'linecache traceback',
  compileall: 'py_compile filecmp linecache traceback',
  platform: 'subprocess selectors signal',
  uuid: 'platform',
  pyclbr: 'ast',
  dis: 'opcode',
  calendar: 'datetime',
  tabnanny: 'getopt',
  mimetypes: 'getopt',
  pickletools: 'pickle',
};

/** No file of the folder may bear such a name: Python would run that in place of its own. */
function isPythonsOwn(call: Call, name: string): void {
  holdsWhereTold(call);
  const { cwd, others } = call.state;
  if (cwd === undefined) return;
  const modules = [name.replace(/\..*/, ''), ...LOADED.split(' '), ...(LOADED_BY[name]?.split(' ') ?? [])];
  for (const folder of [cwd, ...others])
    for (const module of modules)
      for (const file of [`${module}.py`, `${module}/__init__.py`])
        addAsk(call.shell.run, { ask: 'absent', path: absolute(file, folder, call.scope.home), range: call.range });
}

function looks(call: Call, name: string, rest: readonly Arg[]): void {
  isPythonsOwn(call, name);
  const [from, to] = rest.filter(({ value }) => !value.startsWith('-'));
  if (name === 'json.tool' && from !== undefined && to !== undefined) {
    actOnFile(call, 'read', from);
    actOnFile(call, 'output', to);
  } else for (const file of rest) if (!file.value.startsWith('-')) actOnFile(call, 'read', file);
}

/** What is measured runs, and so does what `-s` gives. */
/** Options of `timeit` behind which a number or a unit stands. */
const TIMES_HOW = /^-(?:n|r|u|-number|-repeat|-unit)$/;

/** Each statement is a line of its own; what is measured knows the names of what is done before. */
function times(call: Call, rest: readonly Arg[]): void {
  const before: Arg[] = [];
  const measured: Arg[] = [];
  for (const [index, arg] of rest.entries()) {
    const option = rest[index - 1]?.value ?? '';
    const attached = /^(?:--setup=|-s(?=.))/.exec(arg.value)?.[0].length;
    if (attached !== undefined) before.push(slice(arg, attached));
    else if (/^(?:-s|--setup)$/.test(option)) before.push(arg);
    else if (!arg.value.startsWith('-') && !TIMES_HOW.test(option)) measured.push(arg);
  }
  const text = joinArgs([...before, ...measured], '\n');
  if (text !== undefined) embedArg(call, text, PYTHON);
}

function makesEnvironment(call: Call, rest: readonly Arg[]): void {
  const clears = call.args.some(({ value }) => value === '--clear');
  for (const folder of rest)
    if (!folder.value.startsWith('-'))
      actOnFile(call, clears ? 'delete' : 'create', { ...folder, value: `${folder.value}/` });
}

function packs(call: Call, module: Arg, [mode, archive, ...more]: readonly Arg[]): void {
  const lists = /^(?:-[lt]|--(?:list|test))$/.test(mode?.value ?? '');
  const makes = /^(?:-c|--create)$/.test(mode?.value ?? '');
  if (archive !== undefined) actOnFile(call, makes ? 'output' : 'read', archive);
  if (makes) for (const file of more) actOnFile(call, 'list', file);
  else if (!lists) actOnFile(call, 'write', { ...module, value: `${more[0]?.value ?? '.'}/` });
}

function opens(call: Call, rest: readonly Arg[]): void {
  for (const address of rest)
    if (!address.value.startsWith('-')) act(call, 'network.fetch', 'host', hostOf(address.value), address.range);
}

function runsFile(call: Call, name: string, words: readonly Arg[]): void {
  const file = words.find(
    ({ value }, index) => !value.startsWith('-') && !/^-[os]$/.test(words[index - 1]?.value ?? ''),
  );
  const output = words.find((_, index) => /^-o$/.test(words[index - 1]?.value ?? ''));
  if (output !== undefined) actOnFile(call, 'output', output);
  // A debugger takes its commands, which may be any code, from its input.
  if (file === undefined || call.stdin !== undefined || words.some(({ value }) => /^-(?:m|c)$/.test(value)))
    opaque(call, `python -m ${name}`, call.range, 'problem.runs-program');
  else embedFile(call, file, PYTHON);
}

/** `a.b` is `a/b.py` or `a/b/__main__.py`, below this folder or `src`; what a package loads first runs too. */
function runsModule(call: Call, module: Arg, rest: readonly Arg[]): void {
  const { cwd } = call.state;
  if (module.dynamic || cwd === undefined || !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(module.value)) {
    opaque(
      call,
      `python -m ${module.value}`,
      module.range,
      module.dynamic ? 'problem.dynamic' : 'problem.runs-program',
    );
    return;
  }
  const parts = module.value.split('.');
  const at = (ends: readonly string[]): readonly string[] =>
    ['', 'src/'].flatMap((root) => ends.map((end) => absolute(root + end, cwd, call.scope.home)));
  const [first = '', ...others] = at([`${parts.join('/')}/__main__.py`, `${parts.join('/')}.py`]);
  const along = at(parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/__init__.py`));
  embedFile(call, { ...module, value: first }, { ...PYTHON, others, along, args: rest });
  call.state.weighty = true;
}
