/**
 * Everything package.json contributes, once and typed. test/unit/vscode holds it equal to the manifest, and
 * `commandsOf` asks for a handler of each command, so that none is declared without one.
 *
 * No command here approves, accepts or loosens: that happens on the card only (DESIGN §1, rule 4).
 */
export const VIEWS = { queue: 'keyturn.queue', review: 'keyturn.review' } as const;

export const CONTAINER = 'keyturn';

export interface CommandContribution {
  readonly title: string;
  readonly icon?: string;
  /** False: hidden from the palette, since it needs a row of the queue. */
  readonly palette: boolean;
}

export const COMMANDS = {
  'keyturn.reviewNext': { title: 'Review Next', icon: '$(arrow-right)', palette: true },
  'keyturn.reviewRow': { title: 'Review', palette: false },
  'keyturn.openText': { title: 'Open Text in Editor', icon: '$(go-to-file)', palette: true },
  'keyturn.openFormatted': { title: 'Open Formatted SQL', palette: true },
  'keyturn.openAffected': { title: 'Open List of Affected Objects', palette: true },
  'keyturn.compareFile': { title: 'Compare with What Is There Now', palette: true },
  'keyturn.copyText': { title: 'Copy Exact Text', palette: true },
  'keyturn.readAsText': { title: 'Read Action as Plain Text', palette: true },
  'keyturn.deny': { title: 'Deny…', icon: '$(circle-slash)', palette: true },
  'keyturn.stop': { title: 'Stop: Deny All and Refuse New Actions', icon: '$(debug-stop)', palette: true },
  'keyturn.resume': { title: 'Resume…', icon: '$(debug-continue)', palette: true },
  'keyturn.connectAgent': { title: 'Connect an Agent…', icon: '$(plug)', palette: true },
  'keyturn.disconnectAgent': { title: 'Disconnect an Agent…', palette: true },
  'keyturn.verifyProtection': { title: 'Verify Protection', icon: '$(shield)', palette: true },
  'keyturn.databases': { title: 'Databases…', icon: '$(database)', palette: true },
  'keyturn.previewTools': { title: 'Previews of Docker and Kubernetes…', palette: true },
  'keyturn.createPreviewRole': { title: 'Create a Preview Role…', palette: true },
  'keyturn.editWorkspaceRules': { title: 'Edit Workspace Rules', palette: true },
  'keyturn.editMyRules': { title: 'Edit My Rules', palette: true },
  'keyturn.choosePreset': { title: 'Choose a Preset of Rules…', palette: true },
  'keyturn.learnedRules': { title: 'Learned Rules…', palette: true },
  'keyturn.showRecord': { title: 'Show Record', icon: '$(history)', palette: true },
  'keyturn.accessibilityHelp': { title: 'Accessibility Help', icon: '$(question)', palette: true },
} as const satisfies Readonly<Record<string, CommandContribution>>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

/** Settings, all of scope `application`: a workspace's own file cannot change them. */
export const SETTINGS = {
  'keyturn.autoPass': { values: ['nothing', 'reads', 'low'], default: 'reads' },
  'keyturn.connections': { values: undefined, default: {} },
  'keyturn.rowTolerance': { values: undefined, default: 0 },
  'keyturn.seal': { values: ['off', 'on'], default: 'off' },
  'keyturn.mode': { values: ['hold', 'observe'], default: 'hold' },
  'keyturn.notifications': { values: ['off', 'high', 'all'], default: 'all' },
} as const;

export type Notifications = (typeof SETTINGS)['keyturn.notifications']['values'][number];

/** Colours of the levels, for decorations in the editor and icons in the queue. */
export const COLOURS = {
  low: 'keyturn.lowForeground',
  medium: 'keyturn.mediumForeground',
  high: 'keyturn.highForeground',
  critical: 'keyturn.criticalForeground',
  unknown: 'keyturn.unknownForeground',
} as const;

/** The server of Keyturn's own tools, as the manifest names its provider. */
export const MCP_SERVERS = 'keyturn.mcp';

/** Context keys that `when` clauses in the manifest use. */
export const CONTEXTS = { stopped: 'keyturn.stopped', waiting: 'keyturn.waiting' } as const;

/** Read-only documents of ours. */
export const SCHEME = 'keyturn';
