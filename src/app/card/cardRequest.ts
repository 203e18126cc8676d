import { visibleLine, visibleText } from '../../action/visible.ts';
import type { RequestFact, RequestFacts } from '../../preview/preview.ts';
import type { CardRequest } from '../../review/cardMessages.ts';
import { leftOutOfBody, REQUEST_FACTS, REQUEST_TEXTS } from '../sentences/requests.ts';
import { remarkSentence } from '../sentences/previews.ts';

/** A request as the card shows it: every name and value is the agent's text, so hidden characters are marks. */
export function cardRequest({ method, host, facts, texts, notes }: RequestFacts): CardRequest {
  return {
    title: visibleLine(`${method} ${host}`.trim()),
    rows: facts.map((fact) => [labelOf(fact), visibleLine(fact.value)]),
    texts: texts.map(({ what, text, leftOut }) => [
      REQUEST_TEXTS[what],
      visibleText(text) + (leftOut === undefined ? '' : `\n${leftOutOfBody(leftOut)}`),
    ]),
    notes: notes.map(remarkSentence),
  };
}

/** The same for a terminal. */
export function requestLines(request: RequestFacts): readonly string[] {
  const { title, rows, texts, notes } = cardRequest(request);
  return [
    `  ${title}`,
    ...rows.map(([label, value]) => `    ${label}: ${value}`),
    ...texts.flatMap(([label, text]) => [`    ${label}:`, ...text.split('\n').map((line) => `      ${line}`)]),
    ...notes.map((note) => `    ${note}`),
  ];
}

function labelOf({ what, name = '' }: RequestFact): string {
  const label = REQUEST_FACTS[what];
  return name === '' ? label : `${label} ${visibleLine(name)}`;
}
