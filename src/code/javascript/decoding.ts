import type { Family } from '../value/family.ts';

/** Texts that are decoded, and what runs a text. */
export const javascriptDecoding: Family = {
  rules: [
    { names: '*#toString', gives: 'kept' },
    { names: 'atob', gives: { decodes: 'base64' } },
    { names: 'decodeURIComponent unescape', gives: { decodes: 'percent' } },
    { names: 'Buffer.from buffer.Buffer.from', gives: { decodes: 'named' } },
    { names: 'eval vm.runInThisContext vm.runInNewContext vm.Script', code: 'first' },
    { names: 'Function', code: 'last' },
  ],
  examples: {
    held: {
      "eval(Buffer.from('cmVxdWlyZSgiZnMiKS5ybVN5bmMoImEiKQ==', 'base64').toString())":
        'code require("fs").rmSync("a")',
      "eval(atob('cmVxdWlyZSgiZnMiKS5ybVN5bmMoImEiKQ=='))": 'code require("fs").rmSync("a")',
      "new Function(atob('cmVxdWlyZSgiZnMiKS5ybVN5bmMoImEiKQ=='))()": 'code require("fs").rmSync("a")',
      "require('vm').runInThisContext(atob('cmVxdWlyZSgiZnMiKS5ybVN5bmMoImEiKQ=='))": 'code require("fs").rmSync("a")',
      "const x = Buffer.from('726d202d7266207e', 'hex').toString('utf8'); require('child_process').execSync(x)":
        'shell rm -rf ~',
      "require('child_process').execSync(decodeURIComponent('rm%20-rf%20src'))": 'shell rm -rf src',
      "eval(atob('YQ==').toString('base64'))": "exec.opaque eval(atob('YQ==').toString('base64'))",
      'eval(\'require("fs").rmSync("a")\')': 'code require("fs").rmSync("a")',
      "require('fs').rmSync(atob('YQ=='))": 'file.delete',
    },
    passed: ["console.log(Buffer.from('aGk=', 'base64').toString(), atob('aGk='), decodeURIComponent('a%20b'))"],
  },
};
