import { act, actOnFile } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import { platform } from './platformCalls.ts';
import type { Tool, Usage } from './tool.ts';

const look: Usage = { free: true, operands: 'text...' };

/** `hf upload REPO [FOLDER]`: everybody who may see the repository has it from then on. */
const upload: Usage = {
  free: true,
  options: 'repo-type= revision= commit-message= token= include= exclude=',
  also: (call) => {
    const [repository, what] = call.parsed.operands;
    actOnFile(call, 'list', what ?? plainArg('.', call.range));
    act(call, 'publish.release', 'package', repository?.value ?? '*', repository?.range ?? call.range, {
      undo: 'none',
    });
  },
};

/** Programs that keep models and what they learn from: on this machine, or where everybody can get them. */
export const modelsTools: readonly Tool[] = [
  {
    names: 'ollama',
    stop: true,
    commands: {
      'list ls ps show help': look,
      // A server for this machine's own programs.
      'serve start': { does: 'exec.project:operation' },
      pull: { free: true, operands: 'exec.install:package...' },
      push: { free: true, operands: 'publish.release:package' },
      'rm delete': { free: true, does: 'store.delete:resource=model/$*' },
      'cp create': {
        free: true,
        options: 'f,file=read q,quantize=',
        does: 'store.write:resource=model/$1',
      },
      stop: { free: true, operands: 'process.kill:process' },
      'signin signout': { free: true, does: 'system.change:secret' },
    },
    examples: {
      held: {
        'ollama rm llama3': 'store.delete',
        'ollama serve': 'exec.project',
        'ollama pull llama3': 'exec.install',
        'ollama push acme/model': 'publish.release',
        'ollama run llama3': 'exec.opaque',
      },
      passed: ['ollama list', 'ollama ps', 'ollama --help'],
    },
  },
  {
    names: 'huggingface-cli hf',
    stop: true,
    commands: {
      'env version whoami scan-cache': look,
      'upload upload-large-folder': upload,
      download: {
        free: true,
        options: 'local-dir=output cache-dir=output repo-type= revision= include= exclude= token=',
        operands: 'exec.install:package text...',
      },
      'repo repos': {
        stop: true,
        commands: {
          'ls list': look,
          create: { free: true, does: 'infra.create:resource=repo/$1' },
          'delete rm': { free: true, does: 'publish.remove:package=$1' },
          'move settings branch tag': { free: true, does: 'infra.change:resource=repo' },
        },
      },
      'repo-files delete-repo-files': { free: true, does: 'publish.remove:package=$1' },
      'models datasets spaces papers': { stop: true, commands: { 'ls list info': look } },
      cache: {
        stop: true,
        commands: {
          'ls list scan verify': look,
          'rm prune delete': { free: true, does: 'file.delete:directory=~/.cache/huggingface' },
        },
      },
      'delete-cache': { free: true, does: 'file.delete:directory=~/.cache/huggingface' },
      auth: {
        stop: true,
        commands: { 'whoami list': look, token: { does: 'secret.read:secret' } },
        otherwise: { free: true, does: 'system.change:secret' },
      },
      'login logout': { free: true, does: 'system.change:secret' },
      jobs: {
        stop: true,
        commands: {
          'ps logs inspect stats hardware': look,
          cancel: { free: true, does: 'infra.destroy:resource=job/$1' },
        },
      },
    },
    examples: {
      held: {
        'huggingface-cli repo delete acme/model --yes': 'publish.remove',
        'hf upload acme/model ./out': 'file.read publish.release',
        'hf cache rm model/x': 'file.delete',
        'hf jobs run python x.py': 'exec.opaque',
      },
      passed: ['huggingface-cli scan-cache', 'hf cache ls', 'hf auth whoami'],
    },
  },
  {
    names: 'wandb',
    free: true,
    noHelp: true,
    also: platform([
      [/^(?:status|verify|--version|artifact ls)(?: |$)/, 'read'],
      [/^(?:login|online|offline|enabled|disabled|init)(?: |$)/, 'login'],
      [/^(?:sync|pull|restore|agent|launch|artifact (?:put|get))(?: |$)/, 'change'],
      [/^(?:artifact cache cleanup|sweep .*--(?:stop|cancel))(?: |$)/, 'destroy'],
    ]),
    examples: {
      held: { 'wandb sweep --cancel acme/p/abc': 'infra.destroy', 'wandb sync run-1': 'infra.change' },
      passed: ['wandb status', 'wandb --version'],
    },
  },
  {
    names: 'mlflow',
    stop: true,
    free: true,
    options: 'env-file=read',
    commands: {
      'experiments runs models deployments artifacts': {
        stop: true,
        free: true,
        commands: {
          'search list list-all get describe csv': {
            free: true,
            options: 'o,filename=write x,experiment-id= v,view= max-results= run-id= name= t,target=',
            operands: 'text...',
          },
          delete: {
            free: true,
            options: 'x,experiment-id= run-id= name= t,target=',
            also: (call) => {
              const id = valueOf(call, 'experiment-id', 'run-id', 'name') ?? call.parsed.operands[0];
              const noun = call.title.split(' ')[1]?.replace(/s$/, '') ?? 'run';
              act(call, 'store.delete', 'resource', `${noun}/${id?.value ?? '*'}`, call.range);
            },
          },
        },
        otherwise: { free: true, does: 'store.write:resource' },
      },
      doctor: look,
      gc: {
        free: true,
        options: 'backend-store-uri= artifacts-destination= run-ids= experiment-ids= older-than=',
        does: 'store.delete:database=@backend-store-uri',
      },
      db: { stop: true, commands: { upgrade: { free: true, operands: 'sql.alter:database' } } },
    },
    examples: {
      held: {
        'mlflow experiments delete -x 3': 'store.delete',
        'mlflow gc --backend-store-uri sqlite:///m.db': 'store.delete',
        'mlflow run .': 'exec.opaque',
      },
      passed: ['mlflow experiments search', 'mlflow runs list --experiment-id 1'],
    },
  },
  {
    names: 'dvc',
    stop: true,
    free: true,
    options: 'cd=folder q,quiet v,verbose',
    commands: {
      'status dag diff doctor version help': look,
      'exp experiments': {
        stop: true,
        free: true,
        commands: {
          'gc remove clean rm': { free: true, does: 'git.history:branch=refs/exps' },
          'push pull': { free: true, does: 'git.push:branch=refs/exps' },
        },
        otherwise: { free: true, does: 'exec.project:operation' },
      },
      'repro reproduce metrics params plots list ls freeze unfreeze': {
        free: true,
        does: 'exec.project:operation',
      },
      gc: {
        free: true,
        options: 'w,workspace a,all-branches T,all-tags A,all-commits c,cloud r,remote= f,force!forced n,num= dry!dry',
        also: (call) => {
          act(call, 'file.delete', 'directory', `${call.state.cwd ?? '.'}/.dvc/cache`, call.range, { undo: 'none' });
          if (call.args.some(({ value }) => /^(?:-[a-zA-Z]*c[a-zA-Z]*|--cloud)$/.test(value)))
            act(call, 'store.delete', 'bucket', valueOf(call, 'r')?.value ?? '*', call.range, { undo: 'none' });
        },
      },
      push: { free: true, options: 'r,remote= j,jobs= a T A R d f', does: 'store.write:bucket=@remote' },
      'pull fetch checkout get import import-url get-url update': { free: true, does: 'file.write:directory=.' },
      remove: { free: true, operands: 'write...' },
      destroy: { free: true, options: 'f,force!forced', does: 'file.delete:directory=.dvc' },
      'add commit init unprotect move stage': { free: true, does: 'file.write:directory=.dvc' },
      'remote config cache': {
        stop: true,
        free: true,
        commands: { 'list dir': look },
        otherwise: { free: true, does: 'file.write:file=.dvc/config' },
      },
    },
    examples: {
      held: {
        'dvc repro': 'exec.project',
        'dvc gc -w': 'file.delete',
        'dvc exp gc -w': 'git.history',
        'dvc exp run': 'exec.project',
        'dvc gc -w -c --force': 'file.delete store.delete',
        'dvc push -r origin': 'store.write',
        'dvc checkout -f': 'file.write',
      },
      passed: ['dvc status', 'dvc dag'],
    },
  },
  {
    names: 'kaggle',
    free: true,
    noHelp: true,
    also: platform([
      [/^\w+ (?:create|version|init|submit|push|pull|metadata|download|output|update)(?: |$)/, 'change'],
      [/^\w+ (?:list|files|status|leaderboard|submissions|instances)(?: |$)(?!.*(?:--download|-d ))/, 'read'],
      [/^config view(?: |$)/, 'secret'],
      [/^config(?: |$)/, 'login'],
      [/^\w+ (?:delete)(?: |$)/, 'destroy'],
    ]),
    examples: {
      held: {
        'kaggle competitions submit -c titanic -f s.csv -m x': 'infra.change',
        'kaggle datasets delete acme/x': 'infra.destroy',
        'kaggle datasets version -p . -m v2': 'infra.change',
      },
      passed: ['kaggle competitions list', 'kaggle datasets files acme/x'],
    },
  },
  {
    names: 'ray sky runpodctl vastai replicate zenml feast comet label-studio clearml-data lakectl',
    free: true,
    noHelp: true,
    also: platform([
      [
        /^(?:--version|version|(?:serve |job )?(?:status|logs|list|queue|summary)|jobs (?:queue|logs)|storage ls|check)(?: |$)/,
        'read',
      ],
      [/^(?:teardown|destroy|remove|rm|delete|down|stop|cancel|\w+ (?:stop|cancel|down))(?: |$)/, 'destroy'],
      // What they fetch replaces files here.
      [
        /^(?:apply|connect|login|exec|submit|attach|job submit)(?: |$)|(?:^| )(?:download|cp|copy|export)(?: |$)/,
        'change',
      ],
    ]),
    examples: {
      held: {
        'ray down cluster.yaml -y': 'infra.destroy',
        'ray job submit -- python x.py': 'infra.change',
        'sky down -a -y': 'infra.destroy',
        'sky launch a.yaml': 'infra.create',
        'runpodctl remove pod abc': 'infra.destroy',
        'vastai destroy instance 12': 'infra.destroy',
        'zenml stack delete prod -y': 'infra.destroy',
        'feast teardown': 'infra.destroy',
        'feast apply': 'infra.change',
      },
      passed: ['ray status', 'ray job list', 'sky status', 'zenml stack list'],
    },
  },
];
