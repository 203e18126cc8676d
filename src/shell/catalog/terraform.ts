import { act, opaque } from '../effects/act.ts';
import { isInside } from '../effects/paths.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { installsProject, lockOf } from './installs.ts';
import type { Tool, Usage } from './tool.ts';
import { look, on } from './infrastructureCalls.ts';

const PLAN =
  'auto-approve!forced var= var-file= target= replace= refresh? lock? lock-timeout= out=output input? no-color json compact-warnings parallelism= state= state-out=write backup= destroy refresh-only detailed-exitcode generate-config-out=write concise help!none';

const state = (kind: EffectKind): Usage => ({
  single: true,
  free: true,
  options: 'dry-run!dry',
  also: (call) => {
    for (const arg of call.parsed.operands.slice(0, kind === 'infra.destroy' ? undefined : 1))
      act(call, kind, 'resource', arg.value.replace('.', '/'), arg.range);
  },
});

/** What starts the providers that lie in the folder: those of another folder nobody here knows. */
function startsProviders(call: Call): void {
  const { cwd } = call.state;
  if (cwd !== undefined && !isInside(cwd, call.scope.workspace)) opaque(call, cwd, call.range, 'problem.unread-file');
}

const terraform: Tool['commands'] = {
  plan: { single: true, options: PLAN, operands: 'text...', also: startsProviders },
  // What it no longer finds is forgotten.
  refresh: { single: true, options: PLAN, does: 'infra.change:resource=state/*' },
  providers: {
    single: true,
    commands: {
      schema: { ...look, also: startsProviders },
      lock: { single: true, free: true, does: 'file.write:file=.terraform.lock.hcl' },
      mirror: { single: true, free: true, operands: 'write' },
    },
    alone: '',
  },
  'validate console': { ...look, also: startsProviders },
  'show version graph metadata modules test-list': look,
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

/** Terraform, OpenTofu and Terragrunt. */
export const terraformTools: readonly Tool[] = [
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
        'terraform -chdir=/srv/x validate': 'exec.opaque',
        'terraform refresh': 'infra.change',
        'terraform state pull': 'secret.read',
        'terraform output -raw db_password': 'secret.read',
        'terraform providers mirror /srv': 'file.write',
      },
      passed: ['terraform plan', 'terraform providers', 'terraform state list', 'terraform fmt -check'],
    },
  },
];
