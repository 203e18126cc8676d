import type { Family } from '../value/family.ts';

/** Texts that are decoded, and what runs a text. */
export const phpDecoding: Family = {
  rules: [
    { names: 'base64_decode', gives: { decodes: 'base64' } },
    { names: 'hex2bin', gives: { decodes: 'hex' } },
    { names: 'urldecode rawurldecode', gives: { decodes: 'percent' } },
    { names: 'str_rot13', gives: { decodes: 'rot13' } },
    { names: 'strrev', gives: { decodes: 'reversed' } },
    { names: 'eval assert', code: 'first' },
  ],
  examples: {
    held: {
      "eval(base64_decode('dW5saW5rKCJhIik7'));": 'code unlink("a");',
      "system(hex2bin('726d202d7266207e'));": 'shell rm -rf ~',
      "exec(str_rot13('ez -es fep'));": 'shell rm -rf src',
      "system(strrev('crs fr- mr'));": 'shell rm -rf src',
      'eval(\'unlink("a");\');': 'code unlink("a");',
      "unlink(base64_decode('YQ=='));": 'file.delete',
    },
    passed: ["echo base64_decode('aGk='), hex2bin('6869'), strrev('ab');"],
  },
};
