import assert from 'node:assert/strict';
import { test } from 'node:test';
import { justRecipe, makeRecipe } from '../../../src/app/recipe.ts';

/** Each line in a shell of its own. */
const shells = (...lines: readonly string[]): string => lines.map((line) => `(${line}\n)`).join('\n');

const MAKEFILE = `
DIR := build
OUT = $(DIR)/out
.PHONY: all clean
all: deps
\t@echo done
deps:
\tnpm ci
clean: ; rm -rf $(OUT)
wipe: clean
\t-rm -rf $(HOME)/x $$HOME "$(shell pwd)"
\trm \\
\t  -r $(patsubst %,a/%,b) $@
`;

test('a make target is its needs’ commands, then its own, as a shell would read them', () => {
  assert.equal(makeRecipe(MAKEFILE, '')?.text, shells('npm ci', 'echo done'));
  assert.equal(makeRecipe(MAKEFILE, 'clean')?.text, shells('rm -rf build/out'));
  assert.equal(
    makeRecipe(MAKEFILE, 'wipe')?.text,
    shells('rm -rf build/out', 'rm -rf ${HOME}/x $HOME "$(pwd)"', 'rm -r ${MAKE_VALUE} ${MAKE_VALUE}'),
  );
});

test('a makefile of a form that is not read gives no recipe', () => {
  assert.equal(makeRecipe(MAKEFILE, 'gone'), undefined);
  for (const line of ['include other.mk', 'define run', 'SHELL := /bin/evil', '.ONESHELL:'])
    assert.equal(makeRecipe(`${line}\n${MAKEFILE}`, 'clean'), undefined, line);
  assert.equal(makeRecipe('a: b\n\tone\nb: a\n\ttwo\n', 'a')?.text, shells('two', 'one'), 'a circle ends');
  assert.equal(makeRecipe('D = $(D)\na:\n\trm $(D)\n', 'a')?.text, shells('rm ${D}'), 'a variable of itself ends');
});

const JUSTFILE = `
name := "x"
build target="a": deps
    @tsc {{target}}
deps:
    npm ci
py:
    #!/usr/bin/env python3
    import os
`;

test('a just recipe with what it needs; one in another language gives none', () => {
  assert.equal(justRecipe(JUSTFILE, 'build')?.text, shells('npm ci', 'tsc ${JUST_VALUE}'));
  assert.equal(justRecipe(JUSTFILE, 'default')?.text, shells('npm ci', 'tsc ${JUST_VALUE}'));
  assert.equal(justRecipe(JUSTFILE, 'py'), undefined);
  assert.equal(justRecipe(`import 'a.just'\n${JUSTFILE}`, 'build'), undefined);
});
