import type { Family } from '../value/family.ts';
import { methods } from '../value/rule.ts';

/** Tests and measurements whose functions stand in the text: they are read where they stand. */
export const pythonTesting: Family = {
  rules: [
    {
      names:
        'unittest.TestCase unittest.IsolatedAsyncioTestCase unittest.TestSuite unittest.skip unittest.skipIf unittest.skipUnless unittest.expectedFailure unittest.SkipTest',
    },
    // Behind the program's name stand the names of tests, or where to look for some.
    {
      names: 'unittest.main',
      most: 0,
      harmless: {
        argv: /^[^\n]*(?:\n(?:-[vqfb]+|--verbose|--quiet|--failfast|--buffer))*$/,
        exit: /^(?:true|false)$/,
        verbosity: /^\d$/,
        failfast: /^(?:true|false)$/,
      },
    },
    { names: 'unittest.TextTestRunner', most: 0, harmless: { verbosity: /^\d$/ }, gives: { object: 'runner' } },
    { names: 'unittest.TestLoader', gives: { object: 'loader' } },
    { names: 'loader#loadTestsFromTestCase unittest.defaultTestLoader.loadTestsFromTestCase runner#run' },
    {
      names: methods(
        'assertEqual assertNotEqual assertTrue assertFalse assertIs assertIsNot assertIsNone assertIsNotNone assertIn assertNotIn assertIsInstance assertNotIsInstance assertGreater assertGreaterEqual assertLess assertLessEqual assertAlmostEqual assertNotAlmostEqual assertRegex assertNotRegex assertCountEqual assertListEqual assertDictEqual assertSetEqual assertTupleEqual assertSequenceEqual assertMultiLineEqual assertLogs subTest skipTest fail',
      ),
    },
    { names: methods('assertRaises assertWarns'), calls: [1] },
    { names: methods('assertRaisesRegex assertWarnsRegex'), calls: [2] },
    { names: methods('addCleanup'), calls: [0] },
    {
      names: 'unittest.mock.Mock unittest.mock.MagicMock unittest.mock.AsyncMock unittest.mock.create_autospec',
      gives: { function: 'unittest.mock.made' },
    },
    // What it is given it may call or hand out: that goes there as a value, and is judged so.
    {
      names:
        'unittest.mock.made unittest.mock.made.* unittest.mock.call unittest.mock.call.* unittest.mock.sentinel unittest.mock.sentinel.* unittest.mock.ANY unittest.mock.DEFAULT',
    },
    { names: 'timeit.timeit timeit.repeat', code: 'apart' },
    { names: 'timeit.Timer', code: 'apart', gives: { object: 'timer' } },
    { names: 'timer#timeit timer#repeat timer#autorange' },
  ],
  examples: {
    held: {
      "import unittest, os\nclass T(unittest.TestCase):\n    def tearDown(self): os.remove('a')\nunittest.main()":
        'file.delete /workspace/a',
      "import unittest\nunittest.main(argv=['x', 'tests.test_a'])": 'exec.opaque',
      "import unittest\nunittest.main(module='tests.test_a')": 'exec.opaque',
      "import unittest\nunittest.main('tests.test_a')": 'exec.opaque',
      "import unittest\nunittest.main(argv=['x', 'discover', '-v'])": 'exec.opaque',
      "import unittest\na = ['x']\na.append('discover')\nunittest.main(argv=a)": 'exec.opaque',
      "import unittest\nunittest.TestLoader().discover('tests')": 'exec.opaque',
      "import unittest, os\nclass T(unittest.TestCase):\n    def test(self): self.assertRaises(OSError, os.remove, 'a')":
        'file.delete',
      "import timeit; timeit.timeit('os.remove(\"a\")', setup='import os', number=1)": 'code import os\nos.remove("a")',
      'import timeit, os; timeit.timeit(os.sync, number=1)': 'exec.opaque',
      "import timeit; timeit.timeit('f()', globals=globals())": 'exec.opaque',
      "import timeit; timeit.timeit('1', 'pass', clock)": 'exec.opaque',
      'import timeit; timeit.timeit(s)': 'exec.opaque',
      "from unittest.mock import Mock\nimport os\nm = Mock(side_effect=os.remove)\nm('a')": 'file.delete',
      "from unittest.mock import Mock\nimport os\nm = Mock()\nm.return_value = os.remove\nm()('a')": 'file.delete',
      "from unittest.mock import Mock\nimport os\nMock(wraps=os).remove('a')": 'exec.opaque',
      "from unittest.mock import Mock\nfrom pathlib import Path\nm = Mock(p=Path('a'))\nm.p.unlink()": 'exec.opaque',
      "from unittest.mock import Mock\nfrom pathlib import Path\nm = Mock(return_value=Path('a'))\nm().unlink()":
        'file.delete',
      'from unittest.mock import Mock\nMock().__class__.__mro__': 'exec.opaque',
      "from unittest.mock import patch\nimport os\nwith patch('builtins.print', os.remove): print('a')": 'exec.opaque',
      "import timeit, os\ndef f(): os.remove('a')\ntimeit.Timer(f).timeit(1)": 'file.delete /workspace/a',
    },
    passed: [
      "from unittest.mock import Mock, MagicMock, call, ANY\nm = Mock(return_value=3)\nm.price.return_value = {'a': 1}\nprint(m(1, x=2), m.price(1)['a'], m.call_args, m.mock_calls == [call(1, x=ANY)])\nm.assert_called_once_with(1, x=2)\nmm = MagicMock()\nmm.__len__.return_value = 4\nprint(len(mm))",
      "import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(1, 1)\n        with self.assertRaises(ValueError): int('x')\nunittest.main(argv=['x', '-v'], exit=False)",
      'import timeit\ndef f(): return sorted(range(9))\nprint(min(timeit.repeat(f, number=10, repeat=3)), timeit.timeit(lambda: f(), number=5))',
    ],
  },
};
