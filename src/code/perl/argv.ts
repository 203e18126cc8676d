import { isUnchanged } from './bindings.ts';

/**
 * Whether the words that the program is given are only looked at here: `<>` opens what they say, so that one that is changed may be run.
 * `at`: where `$ARGV` or `@ARGV` begins, `end`: behind the name.
 */
export function onlyLooksAtArgv(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 80), at);
  const behind = text.slice(end, end + 80);
  if (text[at] === '$') {
    const index = /^\[-?(?:\d+|\$\w+)\]/.exec(behind)?.[0];
    // `$ARGV` is the name of the file that is read.
    if (index === undefined) return !/^\s*(?:->)?[[{]/.test(behind) && !isSet(behind);
    return (
      !isSet(behind.slice(index.length)) &&
      /(?:[^=!<>~]=|[=!<>]=|\beq|\bne|[<>]|\b(?:defined|print|say|int|lc|uc)|-[edfrs])\s*$/.test(before) &&
      !/\b(?:map|grep|for|foreach)\b[^;]*$/.test(before)
    );
  }
  if (text[at] !== '@') return false;
  if (/^\s*[[{]/.test(behind)) return false;
  if (
    /(?:\bshift\s*\(?|[^=!<>~+*/.|&^x-]=|\bscalar\s*\(?|\b(?:if|unless)\s*\(?|[=!<>]=|\b(?:and|or|not)\b|!|&&|\|\|)\s*$/.test(
      before,
    )
  )
    return !/^\s*(?:[-+*/.|&x^]{0,2}=(?![=~])|,)/.test(behind);
  const [loop, element] = /\b(?:for|foreach)\s+my\s+\$(\w+)\s*\(\s*$/.exec(before) ?? [];
  if (loop !== undefined && element !== undefined)
    return /^\s*\)/.test(behind) && isUnchanged(element, text.slice(0, at - loop.length) + text.slice(end));
  if (/\b(?:for|foreach)\s*\(?\s*$/.test(before)) return /^\s*(?:[);}]|$)/.test(behind) && isTopicKept(text);
  return false;
}

function isSet(behind: string): boolean {
  return /^\s*(?:[-+*/.|&x^]{0,3}=(?![=~])|=~\s*(?:s|tr|y)\b|\+\+|--)/.test(behind);
}

/** Whether `$_` is the element of the one loop that gives it. */
export function isTopicKept(text: string): boolean {
  return (
    (text.match(/\b(?:for|foreach|map|grep|first|any|all|none)\b/g) ?? []).length === 1 &&
    !/\$_\s*[^\w\s=!<>).,;}\]]{0,3}=(?![=~])|\b(?:s|tr|y|chomp|chop|given|while|read)\b|\\\s*\$_/.test(text)
  );
}
