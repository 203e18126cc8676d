import { act, actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { settingsKept } from '../effects/diskAsks.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { workIn } from '../calls/meaning.ts';
import { runFlow } from '../commands/scriptText.ts';
import type { Tool } from './tool.ts';

function services(call: Call): void {
  const [verb, ...units] = call.parsed.operands;
  // A service is told its passwords by its environment.
  if (
    verb?.value === 'show-environment' ||
    (verb?.value === 'show' && /^Environment\b/.test(valueOf(call, 'p', 'property')?.value ?? ''))
  )
    act(call, 'secret.read', 'secret', 'environment', call.range);
  if (
    verb === undefined ||
    /^(?:status|is-active|is-enabled|is-failed|is-system-running|list-.*|show.*|cat|get-default|help|show-environment|--version)$/.test(
      verb.value,
    )
  )
    return;
  if (has(call, 'now')) call.traits.add('forced');
  if (/^(?:poweroff|reboot|halt|suspend|hibernate|kexec|rescue|emergency|isolate)$/.test(verb.value)) {
    act(call, 'system.change', 'operation', verb.value, verb.range);
    return;
  }
  const lasts =
    /^(?:enable|link|preset|reenable|edit|set-default|add-wants|add-requires|import-environment|set-environment|set-property)$/.test(
      verb.value,
    );
  for (const unit of units.length > 0 ? units : [verb])
    act(call, lasts ? 'persist.install' : 'system.change', 'service', unit.value.replace(/\.service$/, ''), unit.range);
}

function service(call: Call): void {
  const [unit, verb] = call.parsed.operands;
  if (unit === undefined || verb === undefined || /^status$|^--status-all$/.test(verb.value)) return;
  act(call, 'system.change', 'service', unit.value, unit.range);
}

/** Settings of pm2's own, which name what it starts. */
const PM2_SETTINGS = /(?:^|[/.])(?:ecosystem|process|pm2|config)(?:\.[\w-]+)*\.(?:[cm]?js|json5?|ya?ml)$/;

/** `pm2 start FILE|COMMAND|SETTINGS [-- ARGS]`: it goes on when this command has ended, and is started anew when it ends. */
function startsForGood(call: Call): void {
  const [, what, ...rest] = call.parsed.operands;
  const folder = valueOf(call, 'cwd');
  if (folder !== undefined) workIn(call, folder);
  call.traits.add('unattended');
  const name = what?.value ?? 'ecosystem.config.js';
  const starts = (): void => act(call, 'exec.project', 'operation', `pm2 start ${name}`, call.range);
  if (what === undefined || PM2_SETTINGS.test(name)) {
    const path = what === undefined ? undefined : pathOf(call, what);
    starts();
    if (path !== undefined) settingsKept(call, call.range, false, { script: path });
    return;
  }
  const program = valueOf(call, 'interpreter');
  const isFile = /[/\\]|\.\w+$/.test(name);
  if (/\s/.test(name)) runShellText(call, what);
  else if (program !== undefined && program.value !== 'none') runWords(call, [program, what, ...rest]);
  else if (isFile) runWords(call, [{ ...what, value: /[/\\]/.test(name) ? name : `./${name}` }, ...rest]);
  else if (call.args.some(({ value }) => value === '--')) runWords(call, [what, ...rest]);
  // The name or the number of one that it started before.
  else act(call, 'system.change', 'service', name, what.range);
  if (isFile) starts();
}

function pm2(call: Call): void {
  const [verb, unit] = call.parsed.operands;
  if (verb === undefined || /^(?:status|ls|list|logs?|show|describe|info|monit|id|pid|ping)$/.test(verb.value)) return;
  if (verb.value === 'start') startsForGood(call);
  else if (/^(?:env|jlist|prettylist)$/.test(verb.value))
    act(call, 'secret.read', 'secret', unit?.value ?? 'pm2', call.range);
  else
    act(
      call,
      /^(?:startup|save|dump)$/.test(verb.value) ? 'persist.install' : 'system.change',
      'service',
      unit?.value ?? `pm2 ${verb.value}`,
      call.range,
    );
}

function crontab(call: Call): void {
  // Where a file is named it is put in, where options are read before operands alone.
  if (has(call, 'l') && call.parsed.operands.length === 0) return;
  if (has(call, 'r')) {
    act(call, 'file.delete', 'resource', 'crontab', call.range, { undo: 'none' });
    act(call, 'system.change', 'service', 'crontab', call.range);
    return;
  }
  const [file] = call.parsed.operands;
  act(call, 'persist.install', 'service', 'crontab', file?.range ?? call.range);
  if (file !== undefined && file.value !== '-') actOnFile(call, 'read', file);
  if (file?.value === '-' && call.stdin?.text !== undefined) {
    for (const line of call.stdin.text.split('\n')) {
      const command = /^\s*(?:@\w+|(?:\S+\s+){5})(.+)$/.exec(line)?.[1];
      if (command !== undefined) runFlow(call, { ...call.stdin, text: command, offsets: undefined });
    }
  }
}

function launchctl(call: Call): void {
  const [verb, target] = call.parsed.operands;
  if (verb?.value === 'getenv' && target !== undefined && (target.dynamic || isSecretVariable(target.value)))
    act(call, 'secret.read', 'secret', target.value, target.range);
  if (verb === undefined || /^(?:list|print.*|blame|dumpstate|help|version|getenv|managername)$/.test(verb.value))
    return;
  act(
    call,
    /^(?:load|bootstrap|enable|submit|setenv)$/.test(verb.value) ? 'persist.install' : 'system.change',
    'service',
    target?.value ?? verb.value,
    (target ?? verb).range,
  );
}

/** Services, and what runs at its time. */
export const servicesTools: readonly Tool[] = [
  {
    names: 'systemctl',
    free: true,
    options:
      'user system now f,force!forced no-pager t,type= a,all q,quiet n,lines= state= p,property= root= M,machine=!in-container H,host=!remote l full no-block',
    also: services,
    examples: {
      held: {
        'systemctl stop postgresql': 'system.change',
        'systemctl enable evil': 'persist.install',
        'systemctl show -p Environment web': 'secret.read',
      },
      passed: ['systemctl status postgresql', 'systemctl list-units'],
    },
  },
  {
    names: 'rc-update update-rc.d chkconfig',
    free: true,
    also: (call) => {
      const words = call.parsed.operands.filter(({ value }) => !/^\d+$/.test(value));
      const verb = words.find(({ value }) =>
        /^(?:add|del|delete|remove|defaults(?:-disabled)?|enable|disable|on|off|reset|-u|show)$/.test(value),
      );
      const unit = words.find((arg) => arg !== verb);
      if (verb === undefined || verb.value === 'show' || has(call, 'list')) return;
      const starts = /^(?:add|defaults|enable|on)$/.test(verb.value);
      act(call, starts ? 'persist.install' : 'system.change', 'service', unit?.value ?? '*', (unit ?? call).range);
    },
    examples: {
      held: { 'rc-update del cron default': 'system.change', 'update-rc.d nginx defaults': 'persist.install' },
      passed: ['rc-update show', 'chkconfig --list'],
    },
  },
  {
    names: 'pm2',
    free: true,
    options:
      'n,name= i,instances= w,watch? ignore-watch= interpreter= interpreter-args=opaque node-args=opaque cwd= o,output=output e,error=output l,log=output p,pid=output env= no-daemon no-autorestart f,force max-memory-restart= time c,cron= only= lines= nostream raw err out s,silent m,mini-list update-env wait-ready kill-timeout=',
    also: pm2,
    examples: {
      held: {
        'pm2 delete all': 'system.change',
        'pm2 restart api': 'system.change',
        'pm2 start api': 'system.change',
        // Both tell all variables of what runs.
        'pm2 env 0': 'secret.read',
        'pm2 jlist': 'secret.read',
        'pm2 save': 'persist.install',
        'pm2 start npm -- publish': 'publish.release',
        "pm2 start bash -- -c 'rm -rf src'": 'file.delete',
        "pm2 start 'rm -rf src' --name x": 'file.delete',
        'pm2 start src -n x --interpreter rm': 'file.delete',
        'pm2 start ecosystem.config.js': 'exec.project',
        'pm2 start server.js --name api': 'exec.project',
      },
      passed: ['pm2 ls', 'pm2 logs api --lines 200', 'pm2 status'],
    },
  },
  {
    names: 'service rc-service initctl sv s6-svc supervisorctl forever mysql.server',
    free: true,
    also: (call) => {
      if (/^(?:service|rc-service)$/.test(call.title)) {
        service(call);
        return;
      }
      const [verb, unit] = call.parsed.operands;
      if (
        verb === undefined ||
        /^(?:status|ls|list|logs?|show|describe|info|monit|jlist|prettylist|avail|tail|maintail|pid|version|help|check)$/.test(
          verb.value,
        )
      )
        return;
      act(
        call,
        /startup|save/.test(verb.value) ? 'persist.install' : 'system.change',
        'service',
        unit?.value ?? verb.value,
        call.range,
      );
    },
    examples: {
      held: {
        'service nginx restart': 'system.change',
        'mysql.server start': 'system.change',
        'supervisorctl stop web': 'system.change',
      },
      passed: ['supervisorctl status', 'supervisorctl pid', 'service nginx status'],
    },
  },
  {
    names: 'crontab',
    options: 'l r e i u= s',
    also: crontab,
    examples: {
      held: {
        'crontab -r': 'file.delete system.change',
        "(crontab -l; echo '* * * * * rm -rf x') | crontab -": 'persist.install',
        'crontab jobs.txt': 'persist.install file.read',
        'crontab jobs.txt -l': 'persist.install file.read',
      },
      passed: ['crontab -l'],
    },
  },
  {
    names: 'launchctl',
    free: true,
    noHelp: true,
    also: launchctl,
    examples: {
      held: {
        'launchctl getenv API_TOKEN': 'secret.read',
        'launchctl load ~/Library/LaunchAgents/x.plist': 'persist.install',
        'launchctl bootout system/com.x': 'system.change',
        'launchctl unload a.plist --help': 'system.change',
      },
      passed: ['launchctl list'],
    },
  },
];
