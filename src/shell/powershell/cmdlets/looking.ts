import type { Bound, Cmdlet } from '../cmdlet.ts';
import { flowOf, unknown } from '../value.ts';
import type { Value } from '../value.ts';

/** Cmdlets that look and change nothing, whatever their parameters. */
const LOOKS = [
  'get-member gm get-random get-date get-timespan new-timespan get-culture get-uiculture get-host get-history h history',
  'get-command gcm get-alias gal get-help help man get-variable gv get-module gmo get-typedata get-formatdata get-error',
  'get-uptime get-verb get-timezone get-job gjb receive-job rcjb wait-job get-runspace get-executionpolicy',
  'get-psrepository get-psresource get-psresourcerepository find-module find-script find-package find-psresource find-command',
  'get-installedmodule get-installedscript get-package get-packageprovider get-packagesource',
  'get-computerinfo get-hotfix get-eventlog get-winevent get-counter get-scheduledtask get-scheduledtaskinfo',
  'get-localuser get-localgroup get-localgroupmember get-nettcpconnection get-netudpendpoint get-netadapter',
  'get-netipaddress get-netipconfiguration get-netroute get-netneighbor get-netfirewallrule get-netfirewallprofile',
  'get-netfirewallportfilter get-netconnectionprofile get-dnsclient get-dnsclientserveraddress get-dnsclientcache',
  'get-smbshare get-smbsession get-ciminstance gcim get-cimclass get-cimsession get-wmiobject gwmi get-vm get-vmswitch',
  'get-vmsnapshot get-vmhost get-windowsfeature get-windowsoptionalfeature get-windowscapability get-appxpackage',
  'get-pnpdevice get-printer get-mppreference get-mpcomputerstatus get-mpthreatdetection get-bitlockervolume',
  'get-authenticodesignature get-pscallstack get-psbreakpoint get-pssession get-event get-eventsubscriber',
  'test-json test-modulemanifest test-scriptfileinfo new-guid select-xml show-markdown get-psreadlineoption',
  'get-psreadlinekeyhandler start-sleep sleep set-strictmode clear-host cls clear new-variable nv clear-variable clv',
  'remove-variable rv update-typedata update-formatdata set-psreadlineoption join-string measure-command get-clipboard gcb',
  'set-clipboard scb wait-process get-psdrive gdr get-psprovider get-volume get-disk get-partition get-physicaldisk',
  'get-storagepool get-virtualdisk wait-event get-experimentalfeature',
  'get-tpm confirm-securebootuefi',
  'get-installedpsresource get-psscriptfileinfo get-nettcpsetting test-wsman',
].join(' ');

/** Processes and services by name, which other cmdlets then stop. */
function named(thing: 'process' | 'service'): (bound: Bound) => Value {
  return (bound) => {
    const names = [...(bound.values.get('name')?.items ?? []), ...(bound.values.get('id')?.items ?? [])];
    const { name } = bound.call;
    return { items: names.length > 0 ? names : [{ ...name, value: '*', offsets: [name.range[0]] }], thing };
  };
}

const passesOn = (bound: Bound): Value => unknown(bound.range, '', flowOf(bound.input));

export const looking: readonly Cmdlet[] = [
  {
    names: LOOKS,
    free: true,
    also: passesOn,
    examples: {
      passed: ['Get-Date -Format o', 'Get-Command git', 'Get-NetTCPConnection -LocalPort 3000'],
      held: { 'Measure-Command { ri x }': 'file.delete' },
    },
  },
  {
    names: 'get-process gps ps',
    options: 'name,processname= id,pid= computername= module fileversioninfo includeusername inputobject=',
    positions: 'name',
    also: named('process'),
    examples: { passed: ['Get-Process node', 'ps | sort CPU -Descending | select -First 5'] },
  },
  {
    names: 'get-service gsv',
    options:
      'name,servicename,sn= displayname= dependentservices,ds requiredservices include= exclude= inputobject= computername=',
    positions: 'name',
    also: named('service'),
    examples: { passed: ['Get-Service docker'] },
  },
];
