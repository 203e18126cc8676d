import type { ConsentWords } from './consentWords.ts';
import type { ConsentKind } from '../../review/consent.ts';
import { numberWords } from './amounts.ts';
import { toolConsentWords } from './tools.ts';

type Values = Readonly<Record<string, string>>;

/** What a person reads before loosening anything: what it is, what it means, how to take it back. */
export function consentWords(kind: ConsentKind, values: Values): ConsentWords {
  switch (kind) {
    case 'auto-pass':
      return autoPassWords(values);
    case 'rules':
      return rulesWords(values);
    case 'learn-rule':
      return learnWords(values);
    case 'observe':
      return OBSERVE_WORDS;
    case 'resume':
      return {
        level: 'medium',
        title: 'Resume holding and deciding?',
        sentences: [
          'Keyturn was stopped: everything that waited was denied and new actions are refused.',
          'After you resume, agents may ask again. Nothing that was denied comes back by itself.',
        ],
        accept: 'Resume',
        decline: 'Stay stopped',
      };
    case 'connect-agent':
      if (values['besides'] !== undefined) return besidesWords(values, values['besides']);
      return {
        level: 'medium',
        title: `Connect ${values['agent'] ?? 'the agent'}?`,
        sentences: [
          `Keyturn writes the change below to ${values['path'] ?? 'the agent’s settings'}. What was there stays.`,
          'From then on the agent asks Keyturn before it acts, and is denied when Keyturn cannot answer.',
          ...(values['reach'] === 'person'
            ? ['These settings are yours, for every folder: it is held in all that you open in VS Code with Keyturn.']
            : []),
          ...(values['protection'] === undefined ? [] : [values['protection']]),
          ...(values['open'] === undefined || values['open'] === '' ? [] : values['open'].split('\n')),
          '“Keyturn: Disconnect an Agent…” takes it back.',
        ],
        accept: 'Connect',
        decline: 'Leave as it is',
      };
    case 'try-agents':
      return {
        level: 'low',
        title: `Try ${values['agents'] ?? 'the agents'} once?`,
        sentences: [
          `Keyturn starts the program of each in ${values['folder'] ?? 'this folder'} for one turn, with a home and an environment of its own and no key of yours. In place of its model Keyturn itself asks for a command that does nothing, and must be denied.`,
          'Nothing is sent to anybody. What the folder’s own settings start with a session (other hooks) is started too. It takes some seconds, a minute at most.',
        ],
        accept: 'Try',
        decline: 'Do not start it',
      };
    case 'agent-package':
      return {
        level: 'low',
        title: `Install what ${values['agent'] ?? 'the agent'} needs now?`,
        sentences: [
          `${values['agent'] ?? 'The agent'} downloads ${values['package'] ?? 'a package'} from npm before it loads any plugin, Keyturn's too. Without a network its start would wait for over a minute.`,
          `If you agree, Keyturn has npm install it into ${values['folder'] ?? 'its folder'} now; no script of a package is run. Keyturn itself uses nothing of it.`,
          'Declined, it stays connected, and does this by itself at its next start.',
        ],
        accept: 'Install',
        decline: 'Leave it to the agent',
      };
    case 'database':
      return {
        level: 'medium',
        title: `Look into the database ${values['place'] ?? ''}?`,
        sentences: [
          `An action is for this ${values['dialect'] ?? ''} database of another machine. If you allow it, Keyturn connects there to count what such actions would hit, now and later, in transactions that only read.`,
          'It logs in as the user named above, with the password that the action, its environment or your password file gives. Exactly this host, port, database and user are allowed, no other.',
          '“Keyturn: Databases…” takes it back.',
        ],
        accept: 'Allow',
        decline: 'Do not connect',
      };
    case 'connection':
      return connectionWords(values);
    case 'preview-tool':
      return toolConsentWords(values);
    case 'row-tolerance':
      return {
        level: 'high',
        title: `Let SQL change up to ${values['to']} % other rows than you saw?`,
        sentences: [
          `The setting keyturn.rowTolerance was changed from ${values['from']} to ${values['to']}. It is not in force until you accept it here.`,
          '“keyturn sql” rolls back when the rows that it really changes differ from those that you were shown. From then on it does so only when they differ by more than this share.',
          'If you did not change it yourself, decline, and look at who changed your settings.',
        ],
        accept: 'Accept',
        decline: `Keep ${values['from']} %`,
      };
    case 'disconnect-agent':
      return {
        level: 'high',
        title: `Disconnect ${values['agent'] ?? 'the agent'}?`,
        sentences: [
          `Keyturn takes its entries out of ${values['path'] ?? 'the agent’s settings'}, as below.`,
          ...(values['also'] === undefined ? [] : [`It removes ${values['also']} too, which is wholly its own.`]),
          values['reach'] === 'person'
            ? 'After that nothing this agent does is held, in any folder.'
            : 'After that nothing this agent does is held here.',
        ],
        accept: 'Disconnect',
        decline: 'Stay connected',
      };
  }
}

/** A second file of an agent's, beside the one that connects it. */
function besidesWords(values: Values, why: string): ConsentWords {
  return {
    level: 'low',
    title: `Let ${values['agent'] ?? 'the agent'} itself ask, too?`,
    sentences: [
      `Keyturn writes the file below, ${values['path'] ?? 'beside the agent’s settings'}, which is wholly its own.`,
      why,
      'Without it the agent stays connected. “Keyturn: Disconnect an Agent…” removes it.',
    ],
    accept: 'Write it',
    decline: 'Leave it out',
  };
}

const AUTO_PASS_MEANS: Readonly<Record<string, string>> = {
  nothing: 'everything waits for you',
  reads: 'what is completely understood and only reads passes',
  low: 'also what stays in the workspace and git can bring back passes, and unchanged build and test scripts run',
};

function autoPassWords(values: Values): ConsentWords {
  const from = values['from'] ?? '';
  const to = values['to'] ?? '';
  return {
    level: to === 'low' ? 'high' : 'medium',
    title: `Let more pass without asking: “${to}”?`,
    sentences: [
      `The setting keyturn.autoPass was changed from “${from}” to “${to}”. It is not in force until you accept it here.`,
      `“${to}” means: ${AUTO_PASS_MEANS[to] ?? 'a value that this version does not know'}.`,
      ...(to === 'low' ? ['Low lets code run that you have not read.'] : []),
      `If you did not change it yourself, decline, and look at who changed your settings.`,
    ],
    accept: 'Accept',
    decline: `Keep “${from}”`,
  };
}

function connectionWords(values: Values): ConsentWords {
  const environment = values['environment'] ?? 'unknown';
  return {
    level: environment === 'production' ? 'high' : 'medium',
    title: `Use the connection “${values['name'] ?? ''}”?`,
    sentences: [
      `Your settings say that “${values['name']}” is the ${values['kind']} database ${values['place']}, environment ${environment}, TLS ${values['tls']}. It is not in force until you accept it here; any change asks again.`,
      ...(values['remote'] === undefined
        ? []
        : [
            'It is on another machine: Keyturn will connect there to count what actions would hit, in transactions that only read.',
          ]),
      ...(values['previewUser'] === undefined
        ? []
        : [`Where an action would log in there, Keyturn looks as ${values['previewUser']} instead.`]),
      'After you approve an action that names it, whatever runs that action is handed the connection with its password, once.',
      'If you did not write it yourself, decline, and look at who changed your settings. “Keyturn: Databases…” takes it back.',
    ],
    accept: 'Use it',
    decline: 'Do not use it',
  };
}

const OBSERVE_WORDS: ConsentWords = {
  level: 'high',
  title: 'Hold nothing for a week, and only watch?',
  sentences: [
    'The setting keyturn.mode was changed to “observe”. It is not in force until you accept it here.',
    'In observe mode nothing waits for you: agents run whatever their own rules allow, drops and deletions too. Everything is recorded with what it would have been.',
    'It ends by itself after 7 days with a report, and at once when you set keyturn.mode to “hold”. The status bar says so all the time.',
    'If you did not change it yourself, decline, and look at who changed your settings.',
  ],
  accept: 'Only watch',
  decline: 'Go on holding',
};

function learnWords(values: Values): ConsentWords {
  return {
    level: 'medium',
    title: `Let “${values['command'] ?? 'this command'}” pass without asking?`,
    sentences: [
      'Exactly these words, with exactly the effects that you have just approved, on the same objects, and with the scripts it runs as they are now. Anything else waits for you as before.',
      `In the last 30 days of this workspace it would have passed: ${values['reach'] ?? 'nothing'}.`,
      `It ends by itself after ${values['until'] ?? '30 days'}. “Keyturn: Learned Rules…” lists and revokes it.`,
      `The rule is written to ${values['path'] ?? 'the workspace’s rules'}, as below.`,
    ],
    accept: 'Let it pass',
    decline: 'Go on asking',
  };
}

function rulesWords(values: Values): ConsentWords {
  const own = values['layer'] === 'user';
  return {
    level: 'high',
    title: own ? 'Let your changed rules loosen?' : 'Let this workspace’s changed rules loosen?',
    sentences: [
      `${values['path'] ?? 'The rules file'} now lets through, or asks less of, what was held before. The change is below.`,
      'What it tightens counts already. What it loosens does not, until you accept exactly this content; any later change asks again.',
      own
        ? 'If you did not change it yourself, decline, and look at who did: it is your own file.'
        : 'Whoever can write this folder can write this file, agents too. If you did not change it yourself, decline.',
    ],
    accept: 'Accept these rules',
    decline: 'Keep the rules in force',
  };
}

/** Stands in place of the folded lines of a diff. */
export function unchangedWords(lines: number): string {
  return `${numberWords(lines)} unchanged lines`;
}
