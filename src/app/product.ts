import type { Folder } from './workspaceFolder.ts';
import type { Secrets } from './kept/secrets.ts';
import type { DatabaseBook } from './databases/databaseBook.ts';
import type { ToolBook } from './tools/toolBook.ts';
import type { AgentProof } from './agents/agentProof.ts';
import type { Consents } from '../review/consent.ts';
import type { AutoPass } from '../rules/ruling.ts';
import type { NotOffered } from './rules/notOffered.ts';
import type { LearnedRule } from './rules/ruleBook.ts';
import type { RuleFileStanding } from './rules/ruleFileWatch.ts';

/** What the product needs from the editor, or from a test that stands in for it. */
export interface ProductOptions {
  /** Real paths of the window's workspace folders. */
  readonly folders: readonly string[];
  /** `~/.keyturn`, or another place in tests. */
  readonly place: string;
  /** The person's home folder. */
  readonly home: string;
  /** Folder of the built bundles: workers and wasm lie there. */
  readonly dist: string;
  readonly version: string;
  /** The editor's own Node, for the launcher and the window file. */
  readonly editorNode: string;
  readonly trusted: boolean;
  readonly settings: ProductSettings;
  readonly secrets: Secrets;
  readonly log: Log;
  /** Whether a debugger is attached to this process: approvals pause then. */
  readonly debuggerAttached: () => boolean;
  /** Makes what reads and looks ready before the first intent, without holding up the opening. */
  readonly warm?: boolean;
}

export interface ProductSettings {
  /** As the settings file says: in force only once accepted, when it loosens. */
  readonly autoPass: AutoPass;
  /** As the settings file says, whatever that is: each in force only once accepted. */
  readonly connections?: unknown;
  readonly rowTolerance?: unknown;
  /** Whether what a person approves is run by Keyturn itself where an agent lets a hook change its command. */
  readonly seal?: boolean;
  /** `keyturn.mode` is `observe`: in force only once accepted, for a week. */
  readonly observe?: boolean;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Something a person must see now: a replaced socket, a foreign file. */
export interface Alarm {
  readonly at: number;
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The whole product without an editor: the extension, the contract tests and the bench open this. */
export interface Product {
  folders(): readonly Folder[];
  readonly consents: Consents;
  readonly databases: DatabaseBook;
  readonly tools: ToolBook;
  alarms(): readonly Alarm[];
  /** The value in force, whatever the settings file says. */
  autoPass(): AutoPass;
  /** Whether an approved command is run by Keyturn itself where the agent allows it. */
  seals(): boolean;
  /** Wall clock at which observe mode ends; undefined: actions are held. */
  observingUntil(): number | undefined;
  /** How each rules file stands. */
  ruleFiles(): readonly RuleFileStanding[];
  /** The editor saves a rules file that the person has in front of them: no alarm, once this resolves. Nothing is taken into force by it. */
  rulesSaved(path: string, text: string): Promise<void>;
  /** Offers the card of a rule that an approval would make; else why there is none. */
  learn(id: string): Promise<NotOffered | undefined>;
  learnedRules(): readonly LearnedRule[];
  /** Takes a learned rule out of its file: what it let pass is asked again. False: it could not be. */
  revokeRule(rule: LearnedRule): Promise<boolean>;
  changeSettings(settings: ProductSettings): Promise<void>;
  changeFolders(folders: readonly string[]): Promise<void>;
  changeTrust(trusted: boolean): Promise<void>;
  /** Denies all held, voids grants, refuses new intents. Anything may call it. */
  stop(): Promise<void>;
  readonly stopped: boolean;
  /** Offers the card on which a person resumes. */
  offerResume(): Promise<void>;
  /** Feeds the hook of every connected agent a call that must be denied. Takes 2 s at most for each folder. */
  verifyProtection(): Promise<void>;
  /** What the last of these showed; empty before the first, and where no agent is connected. */
  agentProofs(): readonly AgentProof[];
  /** Offers the card on which a person lets the real programs be tried of the agents that `agentProofs` names. False: none can be. */
  offerTrial(root: string): Promise<boolean>;
  /** Offers the card that connects or disconnects an agent in a folder. */
  connectAgent(agent: string, root: string): Promise<void>;
  disconnectAgent(agent: string, root: string): Promise<void>;
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}
