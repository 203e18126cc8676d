import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitStatements } from '../../../../src/preview/sqlite/statements.ts';

const texts = (text: string): readonly string[] => splitStatements(text).map((statement) => statement.text);

test('semicolons in strings, names and comments end nothing', () => {
  const one = `DELETE FROM "a;b" WHERE x = 'it''s; fine' AND [c;d] = \`e;f\` /* ; */ -- ;\n AND 1`;
  assert.deepEqual(texts(`${one}; SELECT 1`), [`${one};`, 'SELECT 1']);
});

test('a trigger ends at END, not at its first semicolon', () => {
  const trigger = 'CREATE TEMP TRIGGER t AFTER DELETE ON a BEGIN DELETE FROM b; DELETE FROM c; END;';
  assert.deepEqual(texts(`${trigger} DELETE FROM a;`), [trigger, 'DELETE FROM a;']);
});

test('empty statements and comments alone are none', () => {
  assert.deepEqual(texts(' ;; -- nothing\n/* here */ ;'), []);
});

test("the shell's own commands take a line", () => {
  assert.deepEqual(texts('.mode csv\nSELECT 1;\n.import a b\n'), ['.mode csv', 'SELECT 1;', '.import a b']);
});

test('parameters are seen, colons in strings are none', () => {
  const flags = (text: string): boolean | undefined => splitStatements(text)[0]?.parameters;
  for (const text of ['DELETE FROM a WHERE b = ?', 'SELECT ?1', 'SELECT :x', 'SELECT @x', 'SELECT $x']) {
    assert.equal(flags(text), true, text);
  }
  for (const text of ["SELECT ':x ? $y'", 'SELECT "a?b"', 'SELECT a -- ?']) assert.equal(flags(text), false, text);
});

test('what never closes reaches to the end', () => {
  assert.deepEqual(texts("DELETE FROM a WHERE b = 'open; DROP TABLE a"), [
    "DELETE FROM a WHERE b = 'open; DROP TABLE a",
  ]);
});
