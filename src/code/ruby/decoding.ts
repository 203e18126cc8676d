import type { Family } from '../value/family.ts';

/** Texts that are decoded, and what runs a text. */
export const rubyDecoding: Family = {
  rules: [
    { names: '*#force_encoding', gives: 'kept' },
    { names: 'Base64.decode64 Base64.strict_decode64 Base64.urlsafe_decode64', gives: { decodes: 'base64' } },
    { names: '*#unpack1 *#pack', gives: { decodes: 'named' } },
    { names: '*#unpack' },
    { names: 'eval instance_eval class_eval module_eval *#eval *#instance_eval', code: 'first' },
  ],
  examples: {
    held: {
      "require 'base64'; eval(Base64.decode64('RmlsZS5kZWxldGUoImEiKQ=='))": 'code File.delete("a")',
      "eval('RmlsZS5kZWxldGUoImEiKQ=='.unpack1('m'))": 'code File.delete("a")',
      "system(['726d202d7266207e'].pack('H*'))": 'shell rm -rf ~',
      'eval \'File.delete("a")\'': 'code File.delete("a")',
      "require 'base64'; File.delete(Base64.decode64('YQ=='))": 'file.delete',
    },
    passed: [
      "require 'base64'; puts Base64.decode64('aGk=').force_encoding('UTF-8'), ['6869'].pack('H*'), 'aGk='.unpack1('m')",
    ],
  },
};
