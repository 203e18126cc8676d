import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { senseOf } from './verbs.ts';
import { addBody, addFile, addHeader, draftFor, send } from './request.ts';
import type { Tool, Usage } from './tool.ts';

/** `GET` and `HEAD`, and a GraphQL document of queries only. */
function asksOnly(method: string, query: string, route: Arg): boolean {
  if (/^(?:GET|HEAD)$/.test(method)) return true;
  return (
    /^\/?graphql$/.test(route.value) && /^\s*(?:query\b|\{)/.test(query) && !/\b(?:mutation|subscription)\b/.test(query)
  );
}

/** `gh api`, `glab api`: a request to the forge, with the user's own credentials. */
function api(host: string): (call: Call) => void {
  return (call) => {
    const [route] = call.parsed.operands;
    if (route === undefined) return;
    const full = /^https?:/.test(route.value)
      ? route.value
      : `https://${valueOf(call, 'hostname')?.value ?? host}/${route.value.replace(/^\//, '')}`;
    const shift = full.length - route.value.length;
    const url: Arg = {
      ...route,
      value: full,
      offsets: [...new Array<number>(Math.max(0, shift)).fill(route.range[0]), ...route.offsets],
    };
    const draft = draftFor(url);
    draft.headers.push(['Authorization', 'gh']);
    for (const header of valuesOf(call, 'H', 'header')) addHeader(draft, header);
    const fields: Record<string, unknown> = {};
    for (const field of valuesOf(call, 'f', 'raw-field', 'F', 'field')) {
      const equals = field.value.indexOf('=');
      const name = field.value.slice(0, equals);
      const value = field.value.slice(equals + 1);
      if (value.startsWith('@')) addFile(call, draft, slice(field, equals + 2));
      else fields[name] = value;
      if (field.flow?.secret !== undefined) draft.secret = field.flow.secret;
    }
    const input = valueOf(call, 'input');
    if (input !== undefined) addFile(call, draft, input);
    else if (Object.keys(fields).length > 0)
      addBody(call, draft, { ...plainArg(JSON.stringify(fields), call.range) }, { files: false });
    const method =
      valueOf(call, 'X', 'method')?.value.toUpperCase() ??
      (Object.keys(fields).length > 0 || input !== undefined || draft.bodyUnknown ? 'POST' : 'GET');
    const looks = asksOnly(method, String(fields['query'] ?? ''), route);
    // What is sent with a question is in its route and its fields: plain words say nothing of this machine.
    const plain = !draft.sendsLocal && draft.secret === undefined && !route.dynamic && !/^https?:/.test(route.value);
    if (looks && plain) return;
    // Fields of a GET go into the query.
    if (method === 'GET' && draft.body !== undefined) draft.body = undefined;
    send(call, draft, method);
  };
}

const look: Usage = { free: true, operands: 'text...' };
/** Whoever follows it is told: a comment on what is there, or a new one. */
const say = (noun: string, made = false): Usage => ({
  free: true,
  options: 'F,body-file=read b,body= t,title= dry-run!dry',
  also: (call) => act(call, 'message.send', 'resource', `${noun}/${made ? 'new' : target(call)}`, call.range),
});
const change = (kind: 'infra.change' | 'infra.destroy' | 'infra.create', noun: string): Usage => ({
  free: true,
  options: 'y,yes!forced confirm!forced F,body-file=read',
  also: (call) =>
    act(call, kind, 'resource', `${noun}/${target(call)}`, call.range, {
      undo: kind === 'infra.destroy' ? 'none' : 'unknown',
    }),
});

function target(call: Call): string {
  return call.parsed.operands[0]?.value ?? '*';
}

const KINDS = { destroy: 'infra.destroy', create: 'infra.create', change: 'infra.change' } as const;

/** The repository that is named, or that `-R` names: `gh repo rename NEW -R OWNER/NAME`. */
const onRepository = (kind: 'infra.change' | 'infra.destroy' | 'infra.create'): Usage => ({
  free: true,
  options:
    'y,yes!forced confirm!forced R,repo= visibility= description= homepage= default-branch= add-topic= remove-topic= n,name=',
  also: (call) => {
    const words = call.state.words;
    const of = words.find((_, at) => /^(?:-R|--repo)$/.test(words[at - 1]?.value ?? ''));
    const own = call.parsed.operands.find(({ value }) => value.includes('/') || /^\d+$/.test(value));
    const name = own ?? of ?? call.parsed.operands[0];
    act(call, kind, 'repository', name?.value ?? '.', (name ?? call).range, {
      undo: kind === 'infra.destroy' ? 'none' : 'unknown',
    });
  },
});

function merges(call: Call): void {
  act(call, 'git.push', 'branch', `pull/${target(call)}`, call.range, {
    undo: 'none',
    traits: has(call, 'admin') ? ['forced'] : [],
  });
  if (has(call, 'd', 'delete-branch'))
    act(call, 'git.push-force', 'branch', `pull/${target(call)}`, call.range, { undo: 'none' });
}

const noun = (name: string, extra: Readonly<Record<string, Usage | string>> = {}): Usage => ({
  free: true,
  commands: {
    'list view status checks diff ls show get search browse download-list logs trace watch verify': look,
    'comment note review close reopen': say(name),
    'create new': change('infra.create', name),
    'edit update lock unlock pin unpin transfer develop ready approve subscribe rename set enable run rerun retry sync':
      change('infra.change', name),
    'delete remove cancel disable archive stop revoke': change('infra.destroy', name),
    ...extra,
  },
  // `item-delete`, `remove-from`: verbs of one noun alone.
  otherwise: {
    free: true,
    also: (call) => {
      const [verb, object] = call.parsed.operands;
      const sense = senseOf((verb?.value ?? '').replace(/^(?:item|field|bulk)-/, ''));
      if (sense === 'read') opaque(call, `${call.title} ${verb?.value ?? ''}`, call.range, 'problem.unknown-command');
      else act(call, KINDS[sense], 'resource', `${name}/${object?.value ?? '*'}`, call.range);
    },
  },
  alone: '',
});

/** Files of names that the forge gives, into this folder where no other is said. */
const downloads: Usage = {
  free: true,
  options: 'O,output=write D,dir=write p,pattern= n,name= A,archive= clobber skip-existing',
  also: (call) => {
    if (has(call, 'D', 'O')) return;
    actOnFile(call, has(call, 'clobber') ? 'write' : 'create', plainArg('./', call.range));
  },
};
const checkout: Usage = { free: true, does: 'git.change:branch=$1' };

export const forges: readonly Tool[] = [
  {
    names: 'gh',
    stop: true,
    options: 'R,repo= hostname=',
    commands: {
      api: {
        options:
          'X,method= f,raw-field= F,field= H,header= input= paginate slurp q,jq= t,template= i,include silent hostname= p,preview= cache= verbose',
        also: api('api.github.com'),
      },
      pr: noun('pull', {
        merge: { free: true, options: 'admin d,delete-branch squash merge rebase auto m', also: merges },
        'checkout co': checkout,
        'create new': {
          free: true,
          options: 'dry-run!dry F,body-file=read web w',
          does: 'message.send:resource=pull/new',
        },
        close: {
          free: true,
          options: 'd,delete-branch c,comment=',
          also: (call) => {
            act(call, 'message.send', 'resource', `pull/${target(call)}`, call.range);
            if (has(call, 'd'))
              act(call, 'git.push-force', 'branch', `pull/${target(call)}`, call.range, { undo: 'none' });
          },
        },
      }),
      issue: noun('issue', { 'create new': say('issue', true), delete: change('infra.destroy', 'issue') }),
      repo: noun('repo', {
        clone: { free: true, does: 'network.fetch:host=github.com file.create:directory=.' },
        'fork create new': onRepository('infra.create'),
        'edit rename sync unarchive': onRepository('infra.change'),
        'delete archive': onRepository('infra.destroy'),
        'set-default': { does: 'git.config:remote=$1' },
        'deploy-key autolink': { free: true, does: 'infra.change:resource=repo/deploy-key' },
      }),
      release: noun('release', {
        'create new upload': {
          free: true,
          options: 'F,notes-file=read',
          also: (call) => act(call, 'publish.release', 'tag', target(call), call.range),
        },
        'delete delete-asset': {
          free: true,
          options: 'y,yes!forced cleanup-tag',
          also: (call) => act(call, 'publish.remove', 'tag', target(call), call.range, { undo: 'none' }),
        },
        download: downloads,
      }),
      run: noun('run', { download: downloads }),
      workflow: noun('workflow'),
      cache: noun('cache'),
      label: noun('label', { clone: change('infra.create', 'label') }),
      project: noun('project'),
      ruleset: noun('ruleset'),
      environment: noun('environment'),
      'codespace cs': noun('codespace', { ssh: { free: true, does: 'exec.opaque:operation' }, 'ports code': look }),
      secret: noun('secret'),
      variable: noun('variable'),
      gist: noun('gist', {
        'create new': {
          free: true,
          also: (call) => {
            for (const file of call.parsed.operands) actOnFile(call, 'read', file);
            act(call, 'network.send', 'host', 'gist.github.com', call.range, { traits: ['reads-local'] });
            call.state.sends = true;
          },
        },
        clone: { free: true, does: 'network.fetch:host=gist.github.com' },
      }),
      auth: {
        commands: {
          status: {
            free: true,
            options: 't,show-token',
            forms: [{ with: 't', does: 'secret.read:secret=gh' }],
            operands: 'text...',
          },
          token: { free: true, does: 'secret.read:secret=gh' },
          'login logout refresh setup-git switch': { free: true, does: 'system.change:secret=gh' },
        },
      },
      'search status browse version help completion org licenses': look,
      'ssh-key': noun('ssh-key'),
      'gpg-key': noun('gpg-key'),
      'config alias': {
        commands: {
          'list get': look,
          'set delete import clear-cache': { free: true, does: 'persist.install:operation' },
        },
      },
      'extension extensions ext': {
        commands: {
          'list search browse': look,
          'install upgrade create exec': { free: true, does: 'exec.install:package=$1' },
          remove: { does: 'file.delete:package=$1' },
        },
      },
      copilot: { free: true, does: 'exec.opaque:operation' },
      attestation: { free: true, commands: { 'verify trusted-root': look, download: downloads } },
    },
    examples: {
      held: {
        'gh pr merge 1 --admin --squash': 'git.push',
        'gh pr close 1 --delete-branch': 'message.send git.push-force',
        'gh repo delete o/r --yes': 'infra.destroy',
        'gh release create v1': 'publish.release',
        'gh auth token': 'secret.read',
        'gh pr comment 1 -b hi': 'message.send',
        'gh secret delete X': 'infra.destroy',
        'gh run download 1': 'file.create',
        'gh release download v1 --clobber': 'file.write',
      },
      passed: ['gh pr view 1', 'gh run list', 'gh issue list --limit 5', 'gh api repos/o/r'],
    },
  },
  {
    names: 'glab tea',
    stop: true,
    free: true,
    options: 'R,repo=',
    commands: {
      api: {
        options: 'X,method= f,raw-field= F,field= H,header= input= paginate i,include silent hostname=',
        also: api('gitlab.com/api/v4'),
      },
      'mr pr pulls': noun('merge', {
        'merge accept': { free: true, options: 'd,remove-source-branch,delete-branch y,yes admin', also: merges },
        checkout,
        'create new': say('merge', true),
        delete: change('infra.destroy', 'merge'),
      }),
      'issue issues': noun('issue', { 'create new': say('issue', true) }),
      'repo project repos': noun('repo', {
        clone: { free: true, does: 'network.fetch:host=gitlab.com file.create:directory=.' },
        'fork create new': onRepository('infra.create'),
        'edit update transfer unarchive': onRepository('infra.change'),
        'delete remove archive': onRepository('infra.destroy'),
      }),
      'release releases': noun('release', {
        'create upload': { free: true, does: 'publish.release:tag=$1' },
        delete: { free: true, does: 'publish.remove:tag=$1' },
      }),
      'ci pipeline pipe': noun('pipeline'),
      'variable var': noun('variable', {
        'get list ls export': { free: true, does: 'secret.read:secret=variables' },
      }),
      schedule: noun('schedule'),
      'label labels': noun('label'),
      snippet: noun('snippet'),
      'milestone milestones': noun('milestone'),
      token: noun('token'),
      'deploy-key': noun('deploy-key'),
      cluster: noun('cluster'),
      auth: {
        commands: {
          status: {
            free: true,
            options: 't,show-token',
            forms: [{ with: 't', does: 'secret.read:secret=glab' }],
            operands: 'text...',
          },
          'login logout configure-docker docker-helper': { free: true, does: 'system.change:secret' },
        },
      },
      config: {
        free: true,
        commands: { 'get list': look, 'set edit': { free: true, does: 'persist.install:operation' } },
      },
      'version help completion': look,
    },
    examples: {
      held: {
        'glab mr merge 1 --yes': 'git.push',
        'glab config set editor x': 'persist.install',
        'glab auth status -t': 'secret.read',
        'glab variable get DEPLOY_KEY': 'secret.read',
        'glab variable delete DEPLOY_KEY': 'infra.destroy',
      },
      passed: ['glab mr list', 'glab config get editor'],
    },
  },
];
