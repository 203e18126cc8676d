import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, onlyReads, read } from './reading.ts';

test('a compiler of another version or for another machine is that compiler', () => {
  for (const text of [
    'arm-none-eabi-objdump -d build/app.elf',
    'aarch64-linux-gnu-readelf -h build/app',
    'riscv64-unknown-elf-size build/app',
    'avr-nm build/app.elf',
    'llvm-objdump-15 -d a.o',
    'x86_64-w64-mingw32-gcc.exe --version',
    '/usr/bin/gcc-13 --version',
  ])
    assert.ok(onlyReads(read(text)), text);
  for (const text of [
    'gcc-13 -c a.c',
    'clang++-18 -c a.cc',
    'x86_64-linux-gnu-gcc-12 -c a.c',
    'clang-format-15 -i a.c',
  ])
    assert.deepEqual([...new Set(read(text).effects.map(({ kind }) => kind))], ['exec.project'], text);
  assert.ok(effectsOf("arm-none-eabi-gdb -batch -ex 'shell rm -rf x' a").includes('file.delete /workspace/x'));
});

test('a name that only looks like a compiler’s is not known', () => {
  for (const text of ['gcc-evil -c a.c', 'arm-evil-gcc2 a.c', 'evil-gcc a.c', 'rm-2 -rf x', 'gcc-13-x a.c'])
    assert.equal(read(text).complete, false, text);
});
