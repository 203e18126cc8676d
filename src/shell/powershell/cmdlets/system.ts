import { act, opaque } from '../../effects/act.ts';
import { plainArg } from '../../state/arg.ts';
import type { EffectKind } from '../../../effect/kind.ts';
import type { ObjectType } from '../../../effect/object.ts';
import type { Bound, Cmdlet } from '../cmdlet.ts';
import { given, givenItems, isGiven } from '../cmdlet.ts';
import { NOTHING, textOf } from '../value.ts';
import type { Value } from '../value.ts';

/** One effect on each object that was named, or on all of them. */
function acts(kind: EffectKind, type: ObjectType, ...names: readonly string[]): (bound: Bound) => Value {
  return (bound) => {
    const found = givenItems(bound, ...names);
    for (const arg of found.length > 0 ? found : [plainArg('*', bound.range)]) {
      const details = arg.dynamic ? ({ certainty: 'possible', traits: ['dynamic'] } as const) : {};
      act(bound.call, kind, arg.dynamic ? 'unknown' : type, arg.value, arg.range, details);
      if (kind === 'process.kill' && /keyturn|code-server|extensionhost/i.test(arg.value))
        act(bound.call, 'gate.tamper', 'process', arg.value, arg.range);
    }
    return NOTHING;
  };
}

function stopsProcess(bound: Bound): Value {
  if (isGiven(bound, 'force')) bound.call.traits.add('forced');
  return acts('process.kill', 'process', 'id', 'name', 'inputobject')(bound);
}

function policy(bound: Bound): Value {
  const name = textOf(given(bound, 'executionpolicy'));
  const scope = textOf(given(bound, 'scope'))?.toLowerCase();
  // For this process only it lasts as long as the text runs.
  act(
    bound.call,
    'system.change',
    'operation',
    `execution policy ${name ?? '*'}`,
    bound.range,
    scope === 'process' ? {} : { traits: ['forced'] },
  );
  return NOTHING;
}

const COMPUTER = 'computername,cn= credential= force!forced wait timeout= for= delay= wsmanauthentication=';

/** Whatever machine it is, what is done to it tells how grave that is: `stop-computer web1`. */
function powers(bound: Bound): Value {
  const { call, range } = bound;
  const named = givenItems(bound, 'computername');
  if (named.length === 0) act(call, 'system.change', 'operation', call.title, range);
  for (const arg of named)
    act(call, 'system.change', arg.dynamic ? 'unknown' : 'operation', `${call.title} ${arg.value}`, arg.range);
  return NOTHING;
}

/** Cmdlets that change the machine: accounts, network, features, protection. */
const CHANGES = [
  'set-date set-timezone set-culture set-winsystemlocale rename-computer add-computer remove-computer reset-computermachinepassword',
  'new-localuser remove-localuser set-localuser enable-localuser disable-localuser rename-localuser new-localgroup remove-localgroup set-localgroup add-localgroupmember remove-localgroupmember',
  'new-netfirewallrule set-netfirewallrule remove-netfirewallrule enable-netfirewallrule disable-netfirewallrule set-netfirewallprofile',
  'new-netipaddress set-netipaddress remove-netipaddress new-netroute remove-netroute set-netroute set-dnsclientserveraddress disable-netadapter enable-netadapter restart-netadapter set-netadapter clear-dnsclientcache set-netconnectionprofile',
  'set-mppreference add-mppreference remove-mppreference start-mpscan disable-windowsoptionalfeature uninstall-windowsfeature remove-windowsfeature remove-appxpackage remove-appxprovisionedpackage remove-windowscapability uninstall-module uninstall-script uninstall-package uninstall-psresource',
  'enable-psremoting disable-psremoting set-wsmaninstance set-wsmanquickconfig enable-wsmancredssp disable-wsmancredssp enable-computerrestore disable-computerrestore',
  'checkpoint-computer restore-computer new-smbshare remove-smbshare set-smbshare grant-smbshareaccess new-pssessionconfigurationfile register-pssessionconfiguration',
  'set-psrepository register-psrepository unregister-psrepository register-psresourcerepository set-psresourcerepository',
  'disable-bitlocker enable-bitlocker suspend-bitlocker resume-bitlocker unlock-bitlocker clear-tpm set-tpmownerauth',
  'add-printer remove-printer set-printer add-windowscapability mount-diskimage dismount-diskimage mount-vhd dismount-vhd import-certificate import-pfxcertificate new-selfsignedcertificate remove-eventlog limit-eventlog new-eventlog',
  'set-wmiinstance swmi remove-wmiobject rwmi invoke-wmimethod iwmi',
].join(' ');

const SERVICE =
  'name,servicename,sn= displayname= inputobject= force,fo!forced nowait passthru include= exclude= timeout= status= startuptype,starttype= description= credential= computername=';

export const system: readonly Cmdlet[] = [
  {
    names: 'stop-process spps kill',
    options: 'id= name,processname= inputobject= force passthru',
    positions: 'id',
    input: 'inputobject',
    also: stopsProcess,
    examples: {
      held: {
        'Stop-Process -Name node -Force': 'process.kill',
        'gps node | kill': 'process.kill',
        'Stop-Process -Name keyturn': 'process.kill gate.tamper',
      },
    },
  },
  {
    names: 'debug-process',
    options: 'id= name= inputobject=',
    positions: 'name',
    also: acts('system.change', 'process', 'name', 'id'),
  },
  {
    names: 'stop-service spsv suspend-service restart-service start-service sasv resume-service',
    options: SERVICE,
    positions: 'name',
    input: 'inputobject',
    also: acts('system.change', 'service', 'name', 'displayname', 'inputobject'),
    examples: {
      held: { 'Restart-Service docker': 'system.change', 'Get-Service db* | Stop-Service': 'system.change' },
    },
  },
  {
    names: 'set-service',
    options: SERVICE,
    positions: 'name',
    input: 'inputobject',
    also: (bound) =>
      acts(
        /^auto/i.test(textOf(given(bound, 'startuptype')) ?? '') ? 'persist.install' : 'system.change',
        'service',
        'name',
        'inputobject',
      )(bound),
    examples: { held: { 'Set-Service x -StartupType Automatic': 'persist.install' } },
  },
  {
    names: 'remove-service',
    options: SERVICE,
    positions: 'name',
    input: 'inputobject',
    also: acts('system.change', 'service', 'name', 'inputobject'),
  },
  {
    names: 'restart-computer',
    options: COMPUTER,
    positions: 'computername',
    also: powers,
    examples: { held: { 'Restart-Computer -Force': 'system.change' } },
  },
  {
    names: 'stop-computer',
    options: COMPUTER,
    positions: 'computername',
    also: powers,
    examples: { held: { 'Stop-Computer -ComputerName build7': 'system.change' } },
  },
  {
    names: 'set-executionpolicy',
    options: 'executionpolicy= scope= force!forced',
    positions: 'executionpolicy scope',
    also: policy,
    examples: { held: { 'Set-ExecutionPolicy Bypass -Scope Process': 'system.change' } },
  },
  {
    names: 'unregister-scheduledtask disable-scheduledtask stop-scheduledtask unregister-scheduledjob',
    options: 'taskname,name= taskpath= inputobject= cimsession= asjob id= force!forced',
    positions: 'taskname',
    also: acts('system.change', 'operation', 'taskname', 'id'),
    examples: { held: { 'Unregister-ScheduledTask Backup -Confirm:$false': 'system.change' } },
  },
  {
    names: 'enable-scheduledtask set-scheduledtask start-scheduledtask',
    options: 'taskname,name= taskpath= action= trigger= settings= principal= user= password= inputobject=',
    positions: 'taskname',
    also: acts('persist.install', 'operation', 'taskname'),
  },
  {
    names: 'clear-eventlog',
    options: 'logname,ln= computername=',
    positions: 'logname',
    also: acts('system.change', 'operation', 'logname'),
    examples: { held: { 'Clear-EventLog Security': 'system.change' } },
  },
  {
    names: 'clear-recyclebin',
    options: 'driveletter= force!forced',
    positions: 'driveletter',
    also: (bound) => {
      act(bound.call, 'file.delete', 'directory', 'recycle bin', bound.range, { undo: 'none', traits: ['recursive'] });
      return NOTHING;
    },
    examples: { held: { 'Clear-RecycleBin -Force': 'file.delete' } },
  },
  {
    names: 'get-credential',
    options: 'credential= username= message= title=',
    positions: 'credential',
    also: (bound) => {
      act(
        bound.call,
        'secret.read',
        'secret',
        givenItems(bound, 'credential', 'username')[0]?.value ?? 'credential',
        bound.range,
      );
      return undefined;
    },
    examples: { held: { 'Get-Credential': 'secret.read' } },
  },
  {
    names: 'convertto-securestring convertfrom-securestring',
    options: 'string= securestring= asplaintext force key= securekey=',
    positions: 'string',
    gives: 'input',
  },
  {
    names:
      'get-secret get-azkeyvaultsecret get-ssmparameter get-secsecretvalue get-storedcredential get-vaultcredential',
    free: true,
    options: 'name= vaultname= vault= asplaintext secretid= withdecryption=',
    positions: 'name',
    also: (bound) => {
      act(
        bound.call,
        'secret.read',
        'secret',
        givenItems(bound, 'name', 'secretid')[0]?.value ?? bound.call.title,
        bound.range,
      );
      return undefined;
    },
    examples: { held: { 'Get-Secret ApiKey -AsPlainText': 'secret.read' } },
  },
  {
    names:
      'set-secret remove-secret unlock-secretstore set-secretstoreconfiguration reset-secretstore register-secretvault unregister-secretvault',
    free: true,
    options: 'name= vault=',
    positions: 'name',
    also: acts('system.change', 'secret', 'name'),
  },
  {
    names: CHANGES,
    free: true,
    options: 'name= displayname= username= group= member=',
    positions: 'name',
    also: (bound) =>
      acts(
        'system.change',
        'operation',
        'title',
      )({
        ...bound,
        values: new Map([
          [
            'title',
            {
              items: [
                plainArg(
                  `${bound.call.name.value} ${givenItems(bound, 'name', 'displayname', 'username', 'group')[0]?.value ?? ''}`.trim(),
                  bound.range,
                ),
              ],
            },
          ],
        ]),
      }),
    examples: {
      held: {
        'New-LocalUser eve': 'system.change',
        'Set-MpPreference -DisableRealtimeMonitoring $true': 'system.change',
      },
    },
  },
  {
    names: 'invoke-cimmethod icim set-ciminstance remove-ciminstance new-ciminstance',
    free: true,
    options: 'classname= methodname,name= arguments= inputobject= query= namespace=',
    positions: 'classname methodname',
    also: (bound) => {
      opaque(bound.call, bound.call.name.value, bound.range, 'problem.runs-program');
      return undefined;
    },
  },
  {
    names: 'start-transcript',
    options: 'path=write literalpath=write outputdirectory= append force noclobber includeinvocationheader',
    positions: 'path',
  },
  { names: 'stop-transcript', gives: 'nothing' },
];
