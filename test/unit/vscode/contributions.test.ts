import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  COLOURS,
  COMMANDS,
  CONTAINER,
  CONTEXTS,
  SETTINGS,
  VIEWS,
  MCP_SERVERS,
} from '../../../src/vscode/contributions.ts';

interface Manifest {
  readonly contributes: {
    readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
    readonly commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly { readonly command: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly enum: unknown; readonly default: unknown; readonly scope: string }>
      >;
    };
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly description: string; readonly media: { readonly markdown: string } }[];
    }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { contributes } = manifest;

test('package.json contributes exactly the commands of the registry', () => {
  const declared = Object.fromEntries(
    contributes.commands.map(({ command, title, icon }) => [command, { title, icon }]),
  );
  const registered = Object.fromEntries(
    Object.entries(COMMANDS).map(([id, { title, ...rest }]) => [
      id,
      { title, icon: 'icon' in rest ? rest.icon : undefined },
    ]),
  );
  assert.deepEqual(declared, registered);
});

test('the palette hides exactly the commands that need a row', () => {
  const hidden = contributes.menus['commandPalette']
    ?.filter(({ when }) => when === 'false')
    .map(({ command }) => command);
  const wanted = Object.entries(COMMANDS)
    .filter(([, { palette }]) => !palette)
    .map(([id]) => id);
  assert.deepEqual(hidden, wanted);
});

test('menus, keys, welcome views and the walkthrough name only commands that exist', () => {
  const known = new Set<string>(Object.keys(COMMANDS));
  const named = [
    ...Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command),
    ...contributes.keybindings.map(({ command }) => command),
    ...[
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
    ]
      .flatMap((text) => [...text.matchAll(/\(command:(keyturn\.[\w.]+)/g)].map(([, id]) => id ?? ''))
      .filter((id) => !Object.values<string>(VIEWS).some((view) => id === `${view}.focus`)),
  ];
  assert.deepEqual(
    named.filter((id) => !known.has(id)),
    [],
  );
  for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps))
    assert.ok(readFileSync(media.markdown).length > 0);
});

test('no contributed command is named as if it approved or accepted', () => {
  const loosening = Object.entries(COMMANDS).filter(([id, { title }]) =>
    /approve|accept|allow|grant/i.test(`${id} ${title}`),
  );
  assert.deepEqual(loosening, [], 'only the card approves (DESIGN §1, rule 4)');
});

test('no key is bound to anything but denying', () => {
  assert.deepEqual(
    contributes.keybindings.map(({ command }) => command),
    ['keyturn.deny'],
  );
});

test('views, settings, colours and context keys are those of the registry', () => {
  assert.deepEqual(
    contributes.viewsContainers.activitybar.map(({ id }) => id),
    [CONTAINER],
  );
  assert.deepEqual(
    contributes.views[CONTAINER]?.map(({ id }) => id),
    Object.values(VIEWS),
  );
  const settings = Object.entries(contributes.configuration.properties);
  assert.deepEqual(
    Object.fromEntries(settings.map(([id, setting]) => [id, { values: setting.enum, default: setting.default }])),
    SETTINGS,
  );
  assert.deepEqual(
    [...new Set(settings.map(([, { scope }]) => scope))],
    ['application'],
    'no workspace file may set them',
  );
  assert.deepEqual(
    contributes.colors.map(({ id }) => id),
    Object.values(COLOURS),
  );
  for (const { id, defaults } of contributes.colors) {
    assert.deepEqual(Object.keys(defaults).sort(), ['dark', 'highContrast', 'highContrastLight', 'light'], id);
  }
  const clauses = JSON.stringify(contributes);
  for (const key of Object.values(CONTEXTS)) assert.ok(clauses.includes(key), `no clause uses ${key}`);
});

test('nothing is contributed or listened to beyond views, commands, settings and colours', () => {
  const known = [
    'colors',
    'commands',
    'configuration',
    'jsonValidation',
    'keybindings',
    // Its tools file what they would do, as every runner does, and wait: none of them decides.
    'mcpServerDefinitionProviders',
    'menus',
    'views',
    'viewsContainers',
    'viewsWelcome',
    'walkthroughs',
  ];
  assert.deepEqual(
    Object.keys(contributes).filter((point) => !known.includes(point)),
    [],
    'a chat participant, a tool, a task or a link handler would be one more way in',
  );
  const { activationEvents } = JSON.parse(readFileSync('package.json', 'utf8')) as { activationEvents: string[] };
  assert.deepEqual(activationEvents, ['onStartupFinished']);
  const shell = readdirSync('src/vscode')
    .filter((file) => file !== 'mcpServer.ts')
    .map((file) => readFileSync(`src/vscode/${file}`, 'utf8'));
  const listening =
    /registerUriHandler|registerTool|createChatParticipant|registerTaskProvider|registerMcpServer|exports\s*=/;
  assert.ok(shell.length > 5);
  assert.deepEqual(
    shell.filter((source) => listening.test(source)),
    [],
  );
});

test('the provider of the MCP server is registered under the id of the manifest', () => {
  assert.deepEqual(
    contributes.mcpServerDefinitionProviders.map(({ id }) => id),
    [MCP_SERVERS],
  );
});
