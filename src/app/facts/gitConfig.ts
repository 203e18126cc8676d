export interface GitSetting {
  /** `section.subsection.name`, section and name lower-case. */
  readonly key: string;
  readonly value: string;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };
const SECTION = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/;
const SETTING = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*))?$/;

/** The settings of one git configuration text, in order. Undefined when a line is not understood: then nothing is known. */
export function parseGitConfig(text: string): readonly GitSetting[] | undefined {
  const settings: GitSetting[] = [];
  let section = '';
  for (let line of logicalLines(text.replaceAll('\r\n', '\n'))) {
    const header = SECTION.exec(line);
    if (header !== null) {
      const name = (header[1] ?? '').toLowerCase();
      section = header[2] === undefined ? name : `${name}.${header[2].replace(/\\(.)/g, '$1')}`;
      line = header[3] ?? '';
    }
    if (/^\s*$/.test(line)) continue;
    const setting = SETTING.exec(line);
    if (setting === null || section === '') return undefined;
    settings.push({ key: `${section}.${(setting[1] ?? '').toLowerCase()}`, value: unquoted(setting[2] ?? 'true') });
  }
  return settings;
}

/**
 * Lines with their continuations, without comments. As git reads them: a backslash before the line break goes on only outside a
 * comment and when no other backslash escapes it. Any looser, and a section's head could be hidden from us in what git ended.
 */
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let quoted = false;
  let comment = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') {
      lines.push(line);
      line = '';
      quoted = comment = false;
    } else if (comment) {
      continue;
    } else if (character === '\\') {
      const next = text.charAt((at += 1));
      if (next !== '\n') line += character + next;
    } else if (!quoted && (character === '#' || character === ';')) {
      comment = true;
    } else {
      if (character === '"') quoted = !quoted;
      line += character;
    }
  }
  return [...lines, line];
}

function unquoted(value: string): string {
  return value
    .trim()
    .replace(/\\([\\"ntb])|"/g, (_, escaped?: string) => (escaped === undefined ? '' : (ESCAPED[escaped] ?? escaped)));
}
