import { act, actOnFile } from '../act.ts';
import { has, valueOf, valuesOf } from '../call.ts';
import type { Call } from '../call.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { runShellText, runWords } from '../innerCommand.ts';
import { isSecretVariable } from '../secrets.ts';
import { installsProject, lockOf } from './installs.ts';
import { elsewhere } from './remote.ts';
import type { Tool, Usage } from './tool.ts';

const PLAN =
  'auto-approve!forced var= var-file= target= replace= refresh? lock? lock-timeout= out=output input? no-color json compact-warnings parallelism= state= state-out=write backup= destroy refresh-only detailed-exitcode generate-config-out=write concise help!none';

function on(kind: EffectKind): (call: Call) => void {
  return (call) => {
    const destroys = kind === 'infra.destroy' || has(call, 'destroy');
    const targets = valuesOf(call, 'target');
    const real = destroys ? 'infra.destroy' : kind;
    // What is replaced is destroyed first, or right after.
    for (const again of valuesOf(call, 'replace'))
      act(call, 'infra.destroy', 'resource', again.value.replace('.', '/'), again.range, { undo: 'none' });
    if (targets.length === 0)
      act(call, real, 'resource', `${call.title.split(' ')[0] ?? ''}/*`, call.range, {
        traits: destroys ? ['whole-table'] : [],
        undo: 'none',
      });
    for (const target of targets)
      act(call, real, 'resource', target.value.replace('.', '/'), target.range, { undo: 'none' });
  };
}

const look: Usage = { free: true, single: true, operands: 'text...' };
const state = (kind: EffectKind): Usage => ({
  single: true,
  free: true,
  options: 'dry-run!dry',
  also: (call) => {
    for (const arg of call.parsed.operands.slice(0, kind === 'infra.destroy' ? undefined : 1))
      act(call, kind, 'resource', arg.value.replace('.', '/'), arg.range);
  },
});

const terraform: Tool['commands'] = {
  plan: { single: true, options: PLAN, operands: 'text...' },
  // What it no longer finds is forgotten.
  refresh: { single: true, options: PLAN, does: 'infra.change:resource=state/*' },
  providers: {
    single: true,
    commands: {
      schema: look,
      lock: { single: true, free: true, does: 'file.write:file=.terraform.lock.hcl' },
      mirror: { single: true, free: true, operands: 'write' },
    },
    alone: '',
  },
  'show validate version graph console metadata modules test-list': look,
  output: {
    single: true,
    free: true,
    options: 'raw json no-color state=',
    also: (call) => {
      const [name] = call.parsed.operands;
      if (has(call, 'raw', 'json') && name !== undefined && isSecretVariable(name.value.toUpperCase()))
        act(call, 'secret.read', 'secret', name.value, name.range);
    },
  },
  'apply up': { single: true, options: PLAN, operands: 'read', also: on('infra.change') },
  destroy: { single: true, options: PLAN, also: on('infra.destroy') },
  'init get': {
    single: true,
    free: true,
    options: 'upgrade reconfigure migrate-state force-copy backend?',
    forms: [{ with: 'migrate-state reconfigure force-copy', does: 'infra.change:resource=state/*' }],
    also: (call) => installsProject(call, lockOf(call), 'providers'),
  },
  fmt: { single: true, options: 'check!dry recursive diff list? write? no-color', does: 'exec.project:operation' },
  state: {
    commands: {
      'list show': look,
      // All of it, with the passwords that it keeps.
      pull: { single: true, free: true, does: 'secret.read:secret=state' },
      rm: state('infra.destroy'),
      'mv replace-provider': state('infra.change'),
      push: { single: true, free: true, does: 'infra.destroy:resource=state/*' },
    },
  },
  taint: state('infra.destroy'),
  untaint: state('infra.change'),
  import: state('infra.change'),
  'force-unlock': { single: true, free: true, options: 'force!forced', does: 'infra.change:resource=state/lock' },
  workspace: {
    commands: {
      'list show': look,
      'select new': {
        single: true,
        free: true,
        does: 'infra.change:resource=workspace/$1',
      },
      delete: { single: true, free: true, options: 'force!forced', does: 'infra.destroy:resource=workspace/$1' },
    },
  },
  'login logout cloud': { free: true, does: 'system.change:secret' },
  test: { single: true, free: true, does: 'infra.create:resource=test/*' },
  'destroy-all apply-all': {
    single: true,
    free: true,
    also: (call) => on(call.title.includes('destroy') ? 'infra.destroy' : 'infra.change')(call),
  },
  'run-all run': {
    single: true,
    stop: true,
    free: true,
    also: (call) => {
      const verb = call.parsed.operands.find((arg) =>
        /^(?:destroy|apply|plan|output|validate|init)$/.test(arg.value),
      )?.value;
      if (verb === 'destroy') on('infra.destroy')(call);
      else if (verb !== 'plan' && verb !== 'output' && verb !== 'validate') on('infra.change')(call);
    },
  },
};

/** `pulumi env run NAME -- WORDS`: the words run with what the environment keeps. */
function runsInEnvironment(call: Call): void {
  const { operands } = call.parsed;
  const dashes = operands.findIndex((arg) => arg.value === '--');
  runWords(call, operands.slice(dashes < 0 ? 1 : dashes + 1));
}

function playbook(call: Call): void {
  if (has(call, 'C', 'check', 'syntax-check', 'list-hosts', 'list-tasks', 'list-tags')) return;
  if (has(call, 'b', 'become')) call.traits.add('elevated');
  for (const file of call.parsed.operands) {
    actOnFile(call, 'read', file);
    act(call, 'infra.change', 'resource', `playbook/${file.value}`, file.range, { traits: ['remote'] });
  }
}

/** `ansible HOSTS -m shell -a TEXT`. */
function adHoc(call: Call): void {
  const module = valueOf(call, 'm', 'module-name')?.value ?? 'command';
  const text = valueOf(call, 'a', 'args');
  const hosts = call.parsed.operands[0]?.value ?? '*';
  if (/^(?:ping|setup|debug|gather_facts)$/.test(module) || has(call, 'list-hosts', 'C')) return;
  act(call, 'infra.change', 'resource', `hosts/${hosts}`, call.range, { traits: ['remote'] });
  if (text !== undefined && /^(?:shell|command|raw|script)$/.test(module))
    runShellText({ ...call, scope: elsewhere(call.scope, ['remote']) }, text);
}

export const infrastructure: readonly Tool[] = [
  {
    names: 'terraform tofu terragrunt',
    stop: true,
    single: true,
    options:
      'chdir=folder help!none version!none terragrunt-non-interactive!forced terragrunt-working-dir=folder non-interactive!forced working-dir=folder',
    commands: terraform,
    examples: {
      held: {
        'terraform destroy -auto-approve': 'infra.destroy',
        'terraform apply -auto-approve': 'infra.change',
        'terraform state rm aws_db_instance.main': 'infra.destroy',
        'terraform apply -replace=aws_db_instance.main': 'infra.destroy infra.change',
        'terragrunt run-all destroy': 'infra.destroy',
        'terraform plan -out=p': 'file.write',
        'terraform refresh': 'infra.change',
        'terraform state pull': 'secret.read',
        'terraform output -raw db_password': 'secret.read',
        'terraform providers mirror /srv': 'file.write',
      },
      passed: ['terraform plan', 'terraform providers', 'terraform state list', 'terraform fmt -check'],
    },
  },
  {
    names: 'pulumi',
    stop: true,
    free: true,
    options: 'C,cwd=folder s,stack= y,yes!forced non-interactive',
    commands: {
      'preview pre': { free: true, options: 'save-plan=write', operands: 'text...' },
      'whoami version about logs console schema help': look,
      'up update': { free: true, options: 'y,yes!forced f,skip-preview!forced target=', also: on('infra.change') },
      'destroy down': { free: true, options: 'y,yes!forced target= preview-only!dry', also: on('infra.destroy') },
      stack: {
        commands: {
          'ls graph history': look,
          output: {
            free: true,
            options: 'show-secrets',
            forms: [{ with: 'show-secrets', does: 'secret.read:secret=stack' }],
            operands: 'text...',
          },
          tag: {
            free: true,
            commands: { 'ls get': look, 'set rm': { free: true, does: 'infra.change:resource=tag/$1' } },
          },
          rm: {
            free: true,
            options: 'f,force!forced',
            does: 'infra.destroy:resource=stack/$1',
          },
          'init select rename import change-secrets-provider': { free: true, does: 'infra.change:resource=stack/$1' },
          export: { free: true, options: 'file=write show-secrets', operands: 'text...' },
        },
        alone: '',
      },
      state: {
        commands: {
          'delete unprotect rename move edit repair': { free: true, does: 'infra.destroy:resource=state/$1' },
        },
      },
      'refresh import cancel': { free: true, does: 'infra.change:resource=stack/*' },
      config: {
        free: true,
        commands: {
          get: { does: 'secret.read:secret=$1' },
          'set rm set-all rm-all cp env': { free: true, does: 'infra.change:resource=config/*' },
        },
        alone: '',
      },
      new: { free: true, does: 'file.create:directory=.' },
      'login logout': { free: true, does: 'system.change:secret' },
      'plugin install package': { free: true, does: 'exec.install:package=plugins' },
      env: {
        free: true,
        commands: {
          'ls diff version tag': look,
          'open get': { free: true, does: 'secret.read:secret=$1' },
          run: { free: true, stop: true, also: runsInEnvironment },
          rm: { free: true, does: 'infra.destroy:resource=environment/$1' },
          'set edit init clone rotate': { free: true, does: 'infra.change:resource=environment/$1' },
        },
      },
    },
    examples: {
      held: {
        'pulumi env run a/b -- rm -rf x': 'file.delete',
        'pulumi destroy --yes': 'infra.destroy',
        'pulumi stack rm prod --force': 'infra.destroy',
      },
      passed: ['pulumi preview'],
    },
  },
  {
    names: 'cdk cdktf cdklocal',
    stop: true,
    free: true,
    options: 'a,app=program c,context= profile=',
    commands: {
      'diff list ls metadata doctor notices docs context': { free: true, does: 'exec.project:operation' },
      'synth synthesize': { free: true, does: 'exec.project:operation' },
      'deploy watch bootstrap import rollback migrate': {
        free: true,
        options: 'require-approval= all f,force!forced',
        does: 'infra.change:resource=stack/$*',
      },
      destroy: { free: true, options: 'f,force!forced all', does: 'infra.destroy:resource=stack/$*' },
      gc: { free: true, does: 'infra.destroy:resource=assets/*' },
      init: { free: true, does: 'file.create:directory=.' },
      'acknowledge ack': look,
    },
    examples: {
      held: { 'cdk destroy --all --force': 'infra.destroy', 'cdk deploy --require-approval never': 'infra.change' },
    },
  },
  {
    names: 'sls serverless sst sam amplify eb architect chalice zappa up apex claudia',
    stop: true,
    free: true,
    options: 'stage= s= region= profile= c,config=',
    commands: {
      'info logs metrics print list status health validate version diff events doctor env package build synth local offline dev start invoke-local sync-list help config':
        { free: true, does: 'exec.project:operation' },
      'remove destroy delete terminate undeploy teardown rollback': {
        free: true,
        also: (call) =>
          act(
            call,
            'infra.destroy',
            'resource',
            `stack/${valueOf(call, 'stage', 's')?.value ?? call.parsed.operands[0]?.value ?? '*'}`,
            call.range,
            { traits: ['whole-table'] },
          ),
      },
      'deploy publish push create init update invoke sync scale setenv use swap svc job app secret': {
        free: true,
        also: (call) => {
          const verb = call.parsed.operands[0]?.value ?? '';
          act(
            call,
            /^(?:delete|remove)$/.test(verb) ? 'infra.destroy' : 'infra.change',
            'resource',
            `stack/${valueOf(call, 'stage', 's')?.value ?? '*'}`,
            call.range,
          );
        },
      },
    },
    examples: {
      held: {
        'sls remove --stage prod': 'infra.destroy',
        'sst remove --stage production': 'infra.destroy',
        'sam delete': 'infra.destroy',
      },
    },
  },
  {
    names: 'ansible-playbook',
    free: true,
    options:
      'i,inventory= C,check syntax-check list-hosts list-tasks list-tags b,become K e,extra-vars= l,limit= t,tags= vault-password-file=read D,diff v u= k private-key= c= f= skip-tags= start-at-task= ask-vault-pass',
    also: playbook,
    examples: {
      held: { 'ansible-playbook -i prod site.yml': 'file.read infra.change' },
      passed: ['ansible-playbook --check site.yml'],
    },
  },
  {
    names: 'ansible',
    free: true,
    options: 'i,inventory= m,module-name= a,args= C,check list-hosts b,become e,extra-vars= u= k K v l,limit=',
    also: adHoc,
    examples: {
      held: { "ansible all -m shell -a 'rm -rf /data'": 'infra.change file.delete' },
      passed: ['ansible all -m ping'],
    },
  },
  {
    names: 'ansible-galaxy',
    stop: true,
    free: true,
    commands: {
      install: { free: true, does: 'exec.install:package=$1' },
      'list search info': look,
      'collection role': { free: true, does: 'exec.install:package=$2' },
      'init remove delete': { free: true, does: 'file.write:directory=.' },
    },
    examples: { held: { 'ansible-galaxy install a.b': 'exec.install' } },
  },
  {
    names: 'ansible-vault',
    free: true,
    also: (call) => {
      const [verb, ...files] = call.parsed.operands;
      if (verb?.value === 'view') act(call, 'secret.read', 'secret', files[0]?.value ?? '*', call.range);
      else for (const file of files) actOnFile(call, 'write', file);
    },
    examples: { held: { 'ansible-vault view a.yml': 'secret.read' } },
  },
  {
    names: 'ansible-inventory ansible-doc ansible-config ansible-lint',
    free: true,
    does: 'exec.project:operation',
    examples: {},
  },
  {
    names: 'packer',
    stop: true,
    free: true,
    single: true,
    commands: {
      'validate inspect version console': look,
      build: {
        free: true,
        single: true,
        options: 'force!forced',
        forms: [{ with: 'force', does: 'infra.change:resource=image/$1' }],
        does: 'infra.create:resource=image/$1',
      },
      'init plugins': { free: true, does: 'exec.install:package=plugins' },
      'fmt fix hcl2_upgrade': { free: true, does: 'exec.project:operation' },
    },
    examples: { held: { 'packer build -force x.json': 'infra.change' }, passed: ['packer validate x.json'] },
  },
  {
    names: 'nomad boundary waypoint',
    stop: true,
    free: true,
    commands: {
      'status version alloc-status monitor ui validate plan inspect': look,
      'node job alloc system deployment namespace server volume acl var operator run stop': {
        free: true,
        also: (call) => {
          const verb = call.parsed.operands[0]?.value ?? call.title;
          if (/^(?:status|logs|list|inspect|plan|history|validate|get|info)$/.test(verb)) return;
          act(
            call,
            /stop|delete|purge|gc|drain|remove/.test(`${call.title} ${verb}`) ? 'infra.destroy' : 'infra.change',
            'resource',
            `${call.title.split(' ').at(-1) ?? ''}/${call.parsed.operands[1]?.value ?? call.parsed.operands[0]?.value ?? '*'}`,
            call.range,
          );
        },
      },
    },
    examples: {
      held: { 'nomad job stop -purge api': 'infra.destroy', 'nomad node drain -enable x': 'infra.destroy' },
      passed: ['nomad status'],
    },
  },
  {
    names: 'salt salt-call puppet chef-client knife cfn-lint',
    free: true,
    also: (call) => {
      if (call.title === 'cfn-lint') return;
      act(call, 'infra.change', 'resource', `hosts/${call.parsed.operands[0]?.value ?? '*'}`, call.range, {
        traits: ['remote'],
      });
    },
    examples: { held: { "salt '*' cmd.run 'rm -rf /x'": 'infra.change' } },
  },
];
