import { act, actOnFile, opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import { runsPackage, runsProjectProgram } from './packagePrograms.ts';
import {
  emptiesFolder,
  innerWords,
  install,
  look,
  packageProgram,
  projectCode,
  release,
  remove,
  takeBack,
} from './installs.ts';
import type { Tool, Usage } from './tool.ts';

/** What managers of environments and packages have in common. */
const environments: Usage = {
  stop: true,
  free: true,
  commands: {
    'install add update lock sync upgrade create init new self build-env': install,
    'remove uninstall purge clean': remove,
    'run exec': { stop: true, free: true, also: runsProjectProgram },
    'show list check about info search tree help outdated graph': look,
    'fmt fix': projectCode,
    version: {
      free: true,
      options: 's,short dry-run!dry',
      also: (call) => {
        if (call.parsed.operands.length > 0) actOnFile(call, 'write', plainArg('pyproject.toml', call.range));
      },
    },
    config: {
      free: true,
      options: 'list show get= add append prepend set remove remove-key unset local d,delete show-sources',
      forms: [{ with: 'add append prepend set remove remove-key unset d', does: 'persist.install:operation' }],
      also: (call) => {
        // `poetry config NAME` asks, `poetry config NAME VALUE` sets.
        const [first] = call.parsed.operands;
        if (call.parsed.operands.length > 1 && !/^(?:show|get|find|list|explore)$/.test(first?.value ?? ''))
          act(call, 'persist.install', 'operation', call.title, call.range);
      },
    },
    source: { free: true, commands: { show: look, 'add remove': { free: true, does: 'persist.install:operation' } } },
    cache: {
      free: true,
      commands: { 'list info show dir': look, 'clear clean prune remove': emptiesFolder('~/.cache/pypoetry') },
    },
    build: projectCode,
    publish: release(),
    env: {
      stop: true,
      commands: {
        'list info': look,
        'create use update': install,
        // `conda env remove -n NAME` is a whole environment.
        'remove clean': {
          free: true,
          options: 'n,name= p,prefix= all y,yes!forced',
          also: (call) => {
            const named = valueOf(call, 'n', 'p') ?? call.parsed.operands[0];
            act(call, 'file.delete', 'package', named?.value ?? '*', (named ?? call).range, {
              traits: ['recursive'],
            });
          },
        },
        'export show': look,
      },
      otherwise: install,
    },
    shell: { also: (call) => opaque(call, call.title, call.range, 'problem.interactive') },
    'activate deactivate': { does: 'exec.project:operation' },
    'test lint': projectCode,
  },
};

export const packagesPython: readonly Tool[] = [
  {
    names: 'pip pip3 pipx',
    stop: true,
    free: true,
    options: 'python= require-virtualenv q,quiet v,verbose',
    commands: {
      'install download wheel inject upgrade upgrade-all reinstall reinstall-all ensurepath': install,
      'uninstall uninject uninstall-all': remove,
      'list show freeze check search index inspect debug hash help environment': look,
      config: {
        commands: { 'list get debug': '', 'set unset edit': { free: true, does: 'persist.install:operation' } },
      },
      cache: { commands: { 'dir info list': look, 'purge remove': emptiesFolder('~/.cache/pip') } },
      run: packageProgram,
    },
    examples: {
      held: {
        'pip install requests': 'exec.install',
        'pip uninstall -y -r requirements.txt': 'file.delete',
        'pip install git+https://x.example/y': 'exec.install',
        'pip install -e .': 'exec.install',
        'pip install -r requirements.txt': 'exec.install',
        'pip install -r https://x.example/r.txt': 'exec.install',
        'pip install -r ../other/requirements.txt': 'exec.install',
        'pip install -U -r requirements.txt': 'exec.install',
        'pip install -r requirements.txt evil': 'exec.install',
        'pip install -r requirements.txt -i https://x.example/simple': 'exec.install network.fetch',
      },
      passed: ['pip list', 'pip show requests'],
    },
  },
  {
    names: 'uv',
    stop: true,
    options: 'directory=folder project= q,quiet v,verbose no-cache n offline color= config-file=read no-progress',
    commands: {
      'add init': install,
      sync: {
        ...install,
        options:
          'group= only-group= no-group= extra= no-extra= all-extras all-groups dev no-dev only-dev frozen locked inexact exact no-install-project active all-packages package= p,python= dry-run!dry',
      },
      lock: { ...install, forms: [{ with: 'check locked', free: true, operands: 'text...' }], options: 'check locked' },
      venv: {
        free: true,
        options: 'p,python= seed clear!recursive prompt=',
        also: (call) => {
          const [folder] = call.parsed.operands;
          const place = folder ?? plainArg('.venv', call.range);
          actOnFile(call, has(call, 'clear') ? 'delete' : 'create', { ...place, value: `${place.value}/` });
        },
      },
      remove,
      run: {
        ...innerWords,
        options:
          'with= p,python= extra= group= isolated no-sync frozen locked m,module= env-file= no-project all-extras dev no-dev active exact s,script directory=folder package=',
        also: (call) => {
          const [module] = valuesOf(call, 'm');
          for (const extra of valuesOf(call, 'with')) act(call, 'exec.install', 'package', extra.value, extra.range);
          if (module === undefined) runsProjectProgram(call);
          else
            runWords(call, [
              { ...call.name, value: 'python' },
              plainArg('-m', call.range),
              module,
              ...call.parsed.operands,
            ]);
        },
      },
      pip: {
        stop: true,
        commands: { 'install sync compile': install, uninstall: remove, 'list freeze show check tree': look },
      },
      tool: {
        stop: true,
        commands: { run: packageProgram, 'install upgrade': install, uninstall: remove, 'list dir': look },
      },
      python: { stop: true, commands: { 'list find dir': look, 'install pin upgrade': install, uninstall: remove } },
      'tree export help': look,
      version: {
        free: true,
        options: 'bump= short dry-run!dry output-format=',
        also: (call) => {
          if (has(call, 'bump') || call.parsed.operands.length > 0)
            actOnFile(call, 'write', plainArg('pyproject.toml', call.range));
        },
      },
      self: { stop: true, commands: { version: look, update: install } },
      build: projectCode,
      publish: release(),
      cache: { stop: true, commands: { dir: look, 'clean prune': emptiesFolder('~/.cache/uv') } },
    },
    examples: {
      held: {
        'uv add httpx': 'exec.install',
        'uv publish': 'publish.release',
        'uv publish -n': 'publish.release',
        'uv version --bump minor': 'file.write',
        'uv venv --clear src': 'file.delete',
        'uv run pytest': 'exec.project',
      },
      passed: ['uv tree', 'uv version', 'uv lock --check'],
    },
  },
  {
    names: 'uvx',
    stop: true,
    options: 'from= with= p,python= q,quiet',
    also: runsPackage,
    examples: { held: { 'uvx unknown-tool': 'exec.install', 'uvx ls': 'exec.install file.read' } },
  },
  {
    names: 'poetry pdm pipenv rye hatch flit',
    ...environments,
    // `-n` asks nothing: `poetry -n publish`.
    options: 'C,directory=folder n p,project=',
    examples: {
      held: {
        'poetry run rm -rf x': 'file.delete exec.project',
        'pdm run test': 'exec.project',
        'poetry publish': 'publish.release',
        'poetry -n publish': 'publish.release',
        'pdm -n publish': 'publish.release',
        'poetry publish --build -n': 'publish.release',
        'poetry add x': 'exec.install',
        'poetry source add a https://h': 'persist.install',
        'poetry config repositories.a https://h': 'persist.install',
        'hatch version minor': 'file.write',
      },
      passed: ['poetry show', 'poetry version', 'poetry config --list'],
    },
  },
  {
    names: 'conda mamba micromamba',
    ...environments,
    options: 'n,name= p,prefix=',
    examples: {
      held: { 'conda config --add channels a': 'persist.install', 'conda env remove -n old': 'file.delete' },
      passed: ['conda config --show', 'conda list -n base'],
    },
  },
  {
    names: 'twine',
    commands: {
      upload: { free: true, options: 'r,repository=', operands: 'publish.release:package...' },
      check: look,
      register: takeBack,
    },
    examples: { held: { 'twine upload dist/*': 'publish.release' } },
  },
  {
    names: 'virtualenv pyvenv',
    free: true,
    options: 'p,python= system-site-packages clear!recursive prompt= seeder= q,quiet v,verbose',
    forms: [{ with: 'clear', free: true, operands: 'delete...' }],
    operands: 'create...',
    examples: { held: { 'virtualenv -p python3 .venv': 'file.create', 'virtualenv --clear src': 'file.delete' } },
  },
  {
    // virtualenvwrapper, which keeps environments below the home folder and runs their hooks.
    names: 'workon mkvirtualenv rmvirtualenv',
    options: 'p,python= a= r=read system-site-packages n c',
    does: 'exec.project:operation',
    also: (call) => {
      for (const { value, range } of call.title === 'workon' ? [] : call.parsed.operands)
        act(
          call,
          call.title === 'mkvirtualenv' ? 'file.create' : 'file.delete',
          'directory',
          `${call.scope.home}/.virtualenvs/${value}`,
          range,
        );
    },
    examples: {
      held: {
        'mkvirtualenv -p python3 shop': 'exec.project file.create',
        'rmvirtualenv shop': 'exec.project file.delete',
        'workon shop': 'exec.project',
      },
    },
  },
  {
    // A function that a virtual environment leaves in the shell: it puts the variables back.
    names: 'deactivate',
    operands: 'text...',
    examples: { passed: ['deactivate'] },
  },
];
