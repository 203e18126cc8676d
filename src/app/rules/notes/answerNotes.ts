import { activeRules } from '../../../rules/activeRules.ts';
import type { ActiveRules } from '../../../rules/activeRules.ts';
import { decodeRuleFile } from '../../../rules/file/decodeRuleFile.ts';
import type { RuleFile } from '../../../rules/file/ruleFile.ts';
import type { Readers } from '../../../reading/ports.ts';
import { tallyWords, triedDetail, triedWords } from '../../sentences/ruleNotes.ts';
import { reachOf } from '../learnedReach.ts';
import { observeReport } from '../observeReport.ts';
import { EVER, pastActions } from '../pastActions.ts';
import { ruleMarks } from '../ruleMarks.ts';
import type { ExamplesRequest, Note, NoteAnswers, NoteRequest, TalliesRequest } from './noteRequest.ts';
import { openRuleTally } from './ruleTally.ts';
import { tryExample } from './tryExample.ts';
import { writtenRules } from './writtenRules.ts';

/** More notes than these are no help to a reader, and no editor draws them at once. */
const MOST_TALLIES = 1000;
const MOST_EXAMPLES = 100;

interface Compiled {
  readonly file: RuleFile;
  readonly active: ActiveRules;
}

/** Answers in the thread that reads rules texts. */
export function answerNotes(readers: Readers): (request: NoteRequest) => Promise<NoteAnswers[NoteRequest['ask']]> {
  const tally = openRuleTally();
  /** Of the last text: an editor asks for its notes anew with every scroll. */
  let last: { readonly text: string; readonly compiled: Compiled | undefined } | undefined;

  const compiledOf = ({ text, layer }: ExamplesRequest): Compiled | undefined => {
    if (last?.text === text) return last.compiled;
    const decoded = decodeRuleFile(text);
    const compiled = decoded.ok
      ? {
          file: decoded.file,
          // Tried as if a person had accepted it: what it would do, not what it does now.
          active: activeRules([{ layer, accepted: decoded.file, current: decoded.file }]),
        }
      : undefined;
    last = { text, compiled };
    return compiled;
  };

  const tallies = async ({ text, layer, records, from }: TalliesRequest): Promise<readonly Note[]> => {
    const { byRule, cut } = await tally.since(records, layer, from);
    return writtenRules(text)
      .rules.slice(0, MOST_TALLIES)
      .map(({ id, start }) => ({ offset: start, words: tallyWords(byRule.get(id), cut) }));
  };

  const examples = async (request: ExamplesRequest): Promise<readonly Note[]> => {
    const compiled = compiledOf(request);
    if (compiled === undefined) return [];
    const { file, active } = compiled;
    const [from, to] = request.range;
    const wanted = writtenRules(request.text)
      .examples.filter(({ start, end }) => end >= from && start <= to)
      .slice(0, MOST_EXAMPLES);
    const notes: Note[] = [];
    for (const { rule, index, end } of wanted) {
      const own = rule === undefined ? undefined : file.rules[rule];
      const example = (own?.examples ?? file.examples)[index];
      if (example === undefined) continue;
      const tried = await tryExample(example, active, readers, own?.id);
      notes.push({ offset: end, words: triedWords(example, tried), detail: triedDetail(tried) });
    }
    return notes;
  };

  return async (request) => {
    switch (request.ask) {
      case 'marks':
        return ruleMarks(request.text, request.today, request.person);
      case 'tallies':
        return tallies(request);
      case 'examples':
        return examples(request);
      case 'reach': {
        const { rule, recordFolder, since, ground } = request;
        return reachOf(rule, await pastActions(recordFolder, EVER), since, readers, ground);
      }
      case 'observed':
        return observeReport(await pastActions(request.recordFolder, request.since));
    }
  };
}
