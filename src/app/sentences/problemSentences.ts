import type { UnreadWhy } from '../../reading/ports.ts';

/** What could not be read, and why, by the rule id of the problem. A reader that names a new one adds its sentence here. */
export const PROBLEM_SENTENCES: Readonly<Record<string, string>> = {
  'problem.agent': 'This starts another agent, which decides by itself what it does.',
  'problem.catalog': 'Keyturn’s own description of this command failed, so what it does is not known.',
  'problem.changes-library': 'This changes what the functions of a library do ({name}).',
  'problem.dialect': 'This is written in a dialect that Keyturn does not read ({dialect}).',
  'problem.dynamic': 'Part of this is known only when it runs.',
  'problem.dynamic-command': 'Which program this starts is known only when it runs.',
  'problem.dynamic-host': 'Which machine this talks to is known only when it runs.',
  'problem.dynamic-sql': 'The SQL that this runs is put together on the server, out of sight.',
  'problem.environment': 'It sets {name}, which can change what programs do; that was not followed.',
  'problem.executable-comment': 'A comment here is run as SQL by some versions of the server and not by others.',
  'problem.heredoc': 'A heredoc in this text never ends.',
  'problem.incomplete': 'Not all of it could be read.',
  'problem.interactive': 'This waits for input that Keyturn cannot see.',
  'problem.judge-failed': 'Keyturn failed while reading this; nothing is known of it.',
  'problem.late': 'Reading this {language} text took too long.',
  'problem.lone-surrogate': 'The text holds half of a surrogate pair, which no program receives as it is shown.',
  'problem.no-reader': 'Keyturn does not read {language} texts yet.',
  'problem.nul': 'The text holds a NUL character: programs may stop reading there.',
  'problem.opaque-code': 'This is program code that Keyturn does not read.',
  'problem.placeholder':
    '{placeholder} looks like a place to fill in: as it stands, a shell reads a file of that name and writes to what is named next.',
  'problem.psql-variable': 'psql puts a variable into this SQL, whose value is not known here.',
  'problem.reader': 'Keyturn’s reader failed on this text.',
  'problem.reader-crash': 'Keyturn’s parser crashed on this text, or could not be started.',
  'problem.reader-deadline': 'Keyturn’s parser did not finish this text in time.',
  'problem.reader-failed': 'Keyturn’s {language} reader failed on this text.',
  'problem.reader-not-loaded': 'A file by which Keyturn reads {language} texts could not be loaded.',
  'problem.readings-differ': 'Two readers of this SQL disagree on what it does; the worse is shown.',
  'problem.runs-amid':
    'This runs a text among the names of its own program. The text was read by itself; those names may change what it does.',
  'problem.runs-program': 'An option or setting here starts another program.',
  'problem.syntax': 'This text does not parse.',
  'problem.too-deep': 'There are texts inside texts deeper than Keyturn follows.',
  'problem.too-long': 'The text is too long to be read.',
  'problem.too-many': 'There is more in it than Keyturn follows.',
  'problem.tools-not-loaded':
    'A file by which Keyturn knows programs could not be loaded, so a name here is not known.',
  'problem.unknown-call': 'Keyturn does not know what {name} does.',
  'problem.unknown-command': 'Keyturn does not know the command {command}.',
  'problem.unknown-import': 'This loads code that Keyturn does not read ({name}).',
  'problem.unknown-input': 'What is fed into this is not known.',
  'problem.unknown-name': 'Keyturn does not know what {name} stands for.',
  'problem.unknown-option': 'Keyturn does not know this option of {command}.',
  'problem.unknown-statement': 'Keyturn does not know this kind of statement.',
  'problem.unread-body': 'What this request sends could not be read.',
  'problem.sourced': 'The file that it sources gives {name} another meaning; what follows was not understood.',
  'problem.unread-file': 'It runs a file whose text could not be read.',
  'problem.unread-request': 'This request could not be read.',
};

/** The same for a script, by why there is no text of it. */
export const UNREAD_FILE_SENTENCES: Readonly<Partial<Record<string, string>> & Record<UnreadWhy | 'package', string>> =
  {
    absent: 'It runs {path}, which is not there.',
    package: 'Which scripts of packages it runs could not be told from {path}.',
    special: 'It runs {path}, which is not a regular file.',
    failed: 'It runs {path}, which cannot be read.',
    'too-large': 'It runs {path}, which is too large to be read.',
    'not-text': 'It runs {path}, which is not text.',
    late: 'It runs {path}, which could not be read in time.',
    'no-disk': 'It runs {path}, whose text was not looked at.',
    elsewhere: 'It runs {path} of another machine or container, whose text cannot be read from here.',
    changed: 'It runs {path}, which an earlier part of this text may change: what was read is how it is now.',
  };
