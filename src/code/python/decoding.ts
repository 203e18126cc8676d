import type { Family } from '../value/family.ts';

/** Texts that are decoded, and what runs a text. */
export const pythonDecoding: Family = {
  rules: [
    { names: 'str bytes bytearray *#decode *#encode io.BytesIO.getvalue', gives: 'kept' },
    {
      names:
        'base64.b64decode base64.standard_b64decode base64.urlsafe_b64decode base64.decodebytes binascii.a2b_base64',
      gives: { decodes: 'base64' },
    },
    {
      names: 'base64.b16decode bytes.fromhex bytearray.fromhex binascii.unhexlify binascii.a2b_hex',
      gives: { decodes: 'hex' },
    },
    { names: 'codecs.decode', gives: { decodes: 'named' } },
    { names: 'eval exec builtins.eval builtins.exec', code: 'first' },
    // Nothing runs until what comes out is run.
    { names: 'compile builtins.compile', gives: 'kept' },
    { names: '__import__', loads: true, most: 1, gives: 'module' },
  ],
  examples: {
    held: {
      "exec(compile(open('a.py').read(), 'a.py', 'exec'))": 'exec.opaque',
      "eval(compile('print(1)', 'x', 'eval', flags=n))": 'code print(1)',
      "c = compile(s, 'x', 'exec')\nimport types; types.FunctionType(c, {})()": 'exec.opaque',
      "list(map(eval, [compile('1', 'x', 'eval')]))": 'exec.opaque',
      "import base64; exec(base64.b64decode('aW1wb3J0IG9zOyBvcy5yZW1vdmUoImEiKQ=='))": 'code import os; os.remove("a")',
      "exec(__import__('base64').b64decode(b'aW1wb3J0IG9zOyBvcy5yZW1vdmUoImEiKQ==').decode('utf-8'))":
        'code import os; os.remove("a")',
      "import base64 as b\nx = b.b64decode('aW1wb3J0IG9zOyBvcy5yZW1vdmUoImEiKQ==')\nexec(compile(x, 'x', 'exec'))":
        'code import os; os.remove("a")',
      "import os; os.system(bytes.fromhex('726d202d7266207e').decode())": 'shell rm -rf ~',
      "import os, codecs; os.system(codecs.decode('ez -es fep', 'rot13'))": 'shell rm -rf src',
      "import base64, subprocess; subprocess.run(['sh', '-c', base64.b64decode('cm0gLXJmIH4=').decode()])":
        "argv sh -c 'rm -rf ~'",
      'exec("import os; os.remove(\'a\')")': "code import os; os.remove('a')",
      'exec(open("a.py").read())': 'exec.opaque exec(open("a.py").read())',
      "import base64; open(base64.b64decode('YQ==').decode(), 'w')": 'file.write',
    },
    passed: [
      "import base64; print(base64.b64decode('cm0gLXJmIH4=').decode())",
      "import codecs; print(codecs.decode('uryyb', 'rot13'), str(b'a', 'utf-8'), 'a'.encode())",
    ],
  },
};
