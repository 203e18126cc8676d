import { act, actOnFile } from '../../effects/act.ts';
import { plainArg } from '../../state/arg.ts';
import type { EffectKind } from '../../../effect/kind.ts';
import type { ObjectType } from '../../../effect/object.ts';
import { embedArg, embedFile } from '../../calls/embed.ts';
import type { Bound, Cmdlet } from '../cmdlet.ts';
import { given, givenItems } from '../cmdlet.ts';
import { fileArg } from '../paths.ts';
import { NOTHING, textOf, unknown } from '../value.ts';
import type { Value } from '../value.ts';

/**
 * Families of cmdlets whose names say what they do: `Remove-AzVM` destroys one. What their verbs mean is stated once for
 * the module; looking never has an effect.
 */
interface Module {
  readonly nouns: RegExp;
  readonly kinds: { readonly removes: EffectKind; readonly changes: EffectKind; readonly creates: EffectKind };
  readonly type: ObjectType;
}

const INFRA = { removes: 'infra.destroy', changes: 'infra.change', creates: 'infra.create' } as const;
const SYSTEM = { removes: 'system.change', changes: 'system.change', creates: 'system.change' } as const;

const MODULES: readonly Module[] = [
  { nouns: /^az[a-z]|^azurerm|^azstorage/, kinds: INFRA, type: 'resource' },
  {
    nouns: /^(?:ec2|s3|rds|iam|lm|cfn|ddb|ecs|eks|elb|elb2|r53|sns|sqs|cw|ssm|sec|kms|asg|efs)[a-z]/,
    kinds: INFRA,
    type: 'resource',
  },
  { nouns: /^gc[a-z]|^gcs|^gce/, kinds: INFRA, type: 'resource' },
  { nouns: /^(?:ad|azuread|mg|mso)[a-z]/, kinds: SYSTEM, type: 'resource' },
  {
    nouns: /^(?:vm|vmsnapshot|vmswitch|vmharddiskdrive|vmnetworkadapter|vmcheckpoint|vhd|vmdvddrive|vmreplication)$/,
    kinds: INFRA,
    type: 'resource',
  },
  {
    nouns:
      /^(?:mailbox|distributiongroup|transportrule|unifiedgroup|recipient|mailcontact|team|teamchannel|sposite|pnp[a-z]+)/,
    kinds: SYSTEM,
    type: 'resource',
  },
  {
    nouns:
      /^(?:website|webapppool|webapplication|webbinding|iissite|iisapppool|webvirtualdirectory|webconfiguration[a-z]*|webitem)$/,
    kinds: SYSTEM,
    type: 'service',
  },
  { nouns: /^(?:dnsserver|dhcpserver|cluster|gpo|gp)[a-z]*/, kinds: SYSTEM, type: 'resource' },
  {
    nouns: /^(?:sql|dba)[a-z]/,
    kinds: { removes: 'sql.drop', changes: 'sql.admin', creates: 'sql.create' },
    type: 'database',
  },
];

const VERBS: Readonly<Record<string, keyof Module['kinds'] | 'looks'>> = {
  get: 'looks',
  test: 'looks',
  find: 'looks',
  search: 'looks',
  measure: 'looks',
  show: 'looks',
  resolve: 'looks',
  compare: 'looks',
  select: 'looks',
  remove: 'removes',
  clear: 'removes',
  uninstall: 'removes',
  unregister: 'removes',
  dismount: 'removes',
  reset: 'removes',
  set: 'changes',
  update: 'changes',
  stop: 'changes',
  start: 'changes',
  restart: 'changes',
  disable: 'changes',
  enable: 'changes',
  move: 'changes',
  rename: 'changes',
  invoke: 'changes',
  revoke: 'changes',
  suspend: 'changes',
  resume: 'changes',
  restore: 'changes',
  publish: 'changes',
  edit: 'changes',
  switch: 'changes',
  lock: 'changes',
  unlock: 'changes',
  checkpoint: 'changes',
  import: 'changes',
  save: 'changes',
  sync: 'changes',
  submit: 'changes',
  deny: 'changes',
  approve: 'changes',
  write: 'changes',
  new: 'creates',
  add: 'creates',
  grant: 'creates',
  register: 'creates',
  mount: 'creates',
  copy: 'creates',
  backup: 'creates',
  connect: 'looks',
  disconnect: 'looks',
  export: 'creates',
  read: 'looks',
  wait: 'looks',
};

/** The cmdlet of a module that is known by its nouns; undefined: none of these. */
export function moduleCmdlet(name: string): Cmdlet | undefined {
  const [, verb = '', noun = ''] = /^([a-z]+)-([a-z0-9]+)$/.exec(name) ?? [];
  const module = MODULES.find(({ nouns }) => nouns.test(noun));
  const known = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  // `Get-AzStorageBlobContent`, `Read-S3Object`: what they get becomes a file here.
  const fetched = known === 'looks' && (verb === 'read' || /content$/.test(noun)) ? 'creates' : known;
  // A deployment changes whatever its template names.
  const what = fetched === 'creates' && /deployment(?:stack)?$/.test(noun) ? 'changes' : fetched;
  if (module === undefined || what === undefined) return undefined;
  return {
    names: name,
    free: true,
    options:
      'name,identity,resourcegroupname,bucketname,instanceid,id,dbinstanceidentifier,vmname,database,userid,objectid= whatif',
    positions: 'name',
    input: 'name',
    also: (bound) => {
      if (what !== 'looks') return states(bound, module, what, noun);
      if (SECRET.test(noun))
        act(bound.call, 'secret.read', 'secret', givenItems(bound, 'name')[0]?.value ?? noun, bound.range);
      return unknown(bound.range, '');
    },
  };
}

/** `Get-AzStorageAccountKey`, `Get-AzAccessToken`. */
const SECRET = /(?:key|keys|token|secret|password|passworddata|credential)$/;

function states(bound: Bound, module: Module, what: keyof Module['kinds'], noun: string): Value {
  const { call, range } = bound;
  const names = givenItems(bound, 'name');
  for (const arg of names.length > 0 ? names : [plainArg('*', range)]) {
    const name = module.type === 'resource' ? `${noun}/${arg.value}` : arg.value;
    const details = arg.dynamic ? ({ certainty: 'possible', traits: ['dynamic'] } as const) : {};
    act(call, module.kinds[what], arg.dynamic ? 'unknown' : module.type, name, arg.range, details);
  }
  return NOTHING;
}

function sql(bound: Bound): Value {
  const { call, state, range } = bound;
  const target = [textOf(given(bound, 'serverinstance', 'connectionstring')), textOf(given(bound, 'database'))]
    .filter((part) => part !== undefined)
    .join('/');
  const inner = { language: 'sql', dialect: 'tsql', connection: { dialect: 'tsql', target } } as const;
  for (const query of givenItems(bound, 'query')) embedArg(call, query, inner);
  for (const file of givenItems(bound, 'inputfile')) embedFile(call, fileArg(state, file, true), inner);
  call.state.weighty = true;
  return unknown(range, '');
}

export const modules: readonly Cmdlet[] = [
  {
    names: 'invoke-sqlcmd invoke-sqlcmd2 invoke-dbaquery',
    options:
      'query,q= inputfile,file= serverinstance,s,sqlinstance= database,d= connectionstring= username,u= password,p= credential= querytimeout= variable= outputsqlerrors= includesqluserererrors maxcharlength= trustservercertificate encrypt= connectiontimeout= errorlevel= severitylevel= outputas,as= disablevariables disablecommands hostname= applicationintent= multisubnetfailover accesstoken= sqlparameter= suppressprovidercontextwarning abortonerror dedicatedadministratorconnection ignoreproviderconcontext',
    positions: 'query',
    also: sql,
    examples: { held: { "Invoke-Sqlcmd -Query 'DROP TABLE x' -ServerInstance db1": '' } },
  },
  {
    names: 'backup-sqldatabase restore-sqldatabase',
    free: true,
    options: 'serverinstance= database= backupfile=',
    positions: 'database backupfile',
    also: (bound) => {
      const restores = bound.call.name.value.toLowerCase().startsWith('restore');
      for (const arg of givenItems(bound, 'database'))
        act(bound.call, restores ? 'sql.drop' : 'sql.admin', 'database', arg.value, arg.range);
      for (const arg of givenItems(bound, 'backupfile'))
        actOnFile(bound.call, restores ? 'read' : 'write', fileArg(bound.state, arg, true));
      return NOTHING;
    },
  },
];
