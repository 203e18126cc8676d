import type { Intent } from '../action/intent.ts';

/** Characters of a prompt that are kept for the cards of its turn. */
const LONGEST = 4_000;

/** Sessions whose last prompt is kept. */
const MOST = 200;

interface Prompt {
  readonly text: string;
  readonly id?: string;
}

/** What a person last asked of each session, to be shown with what the agent makes of it. A claim like the agent's own words. */
export function openPrompts() {
  const last = new Map<string, Prompt>();
  return {
    keep(agent: string, session: string, { text, id }: Prompt): void {
      const key = JSON.stringify([agent, session]);
      last.delete(key);
      last.set(key, { text: wholeCharacters(text), ...(id === undefined ? {} : { id }) });
      for (const oldest of last.keys()) {
        if (last.size <= MOST) break;
        last.delete(oldest);
      }
    },
    /** The intent with the prompt of its own turn; as it is where that is not known. */
    join(intent: Intent): Intent {
      const { name, session } = intent.runner;
      const prompt = last.get(JSON.stringify([name, session]));
      const promptId = intent.claim?.promptId;
      if (prompt === undefined || prompt.text === '' || (prompt.id !== promptId && prompt.id !== undefined))
        return intent;
      return { ...intent, claim: { ...intent.claim, prompt: prompt.text } };
    },
  };
}

/** Cut between characters, not in the middle of one. */
function wholeCharacters(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
