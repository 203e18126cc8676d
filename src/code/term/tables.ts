const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  datum: 'data',
  medium: 'media',
};
const SAME = /(?:equipment|information|news|series|species|metadata|sheep|fish)$/;

/** The table that frameworks make of a model's name: `OrderItem` → `order_items`, `Category` → `categories`. */
export function tableOfModel(model: string): string {
  const words = model
    .slice(model.search(/[^\\.:]+$/))
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const at = words.lastIndexOf('_') + 1;
  return words.slice(0, at) + plural(words.slice(at));
}

function plural(word: string): string {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word] ?? word;
  if (SAME.test(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
