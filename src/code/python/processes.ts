import type { Family } from '../value/family.ts';

export const pythonProcesses: Family = {
  rules: [
    {
      names: 'os.system os.popen subprocess.getoutput subprocess.getstatusoutput asyncio.create_subprocess_shell',
      run: 'shell',
      keyword: 'cmd',
    },
    {
      names: 'subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen',
      run: 'either',
      keyword: 'args',
      gives: { object: 'response' },
    },
    { names: 'asyncio.create_subprocess_exec', run: 'words' },
    {
      names:
        'concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor multiprocessing.Pool multiprocessing.pool.ThreadPool',
      gives: { object: 'pool' },
    },
    { names: 'threading.Thread', callsNamed: 'target', calls: [1], gives: { object: 'thread' } },
    { names: 'thread#start thread#join thread#is_alive thread#name thread#daemon thread#ident thread#native_id' },
    {
      names: 'asyncio.Queue queue.Queue queue.LifoQueue queue.PriorityQueue queue.SimpleQueue',
      gives: { object: 'queue' },
    },
    {
      names:
        'queue#put queue#put_nowait queue#get queue#get_nowait queue#task_done queue#join queue#qsize queue#empty queue#full queue.Empty queue.Full',
    },
    { names: 'pool#map pool#imap pool#imap_unordered', calls: [0], gives: { among: 'made' } },
    { names: 'pool#shutdown pool#close pool#join' },
    { names: 'multiprocessing.cpu_count concurrent.futures.as_completed' },
    { names: 'sh.*', opaque: true },
    {
      names:
        'subprocess.PIPE subprocess.DEVNULL subprocess.STDOUT subprocess.CalledProcessError subprocess.TimeoutExpired shlex.*',
    },
    { names: 'os.kill os.killpg', effect: 'process.kill', object: 'process' },
    { names: '*#kill *#terminate *#send_signal', effect: 'process.kill', object: 'process' },
    { names: '*#communicate *#wait *#poll' },
    {
      names:
        'setattr delattr globals locals vars breakpoint os.execv os.execl os.execlp os.execvp os.execve os.spawnl os.spawnv os.posix_spawn os.fork pickle.load pickle.loads marshal.loads runpy.* ctypes.* code.* pty.spawn',
      opaque: true,
    },
    // Its names are looked at where it is called.
    { names: 'getattr', gives: 'attribute' },
    { names: 'importlib.import_module', loads: true, gives: 'module' },
    { names: 'importlib.metadata.* importlib.util.find_spec' },
    { names: 'os.environ os.environb', environment: 'whole' },
    { names: 'os.environ.get os.getenv', environment: 'key', keyword: 'key' },
    { names: 'os.environ.items os.environ.values os.environ.copy', environment: 'whole' },
    { names: 'os.environ.keys' },
    { names: 'os.environ.*', environment: 'key' },
    { names: 'os.putenv os.unsetenv os.environ.update os.environ.setdefault os.environ.pop', opaque: true },
  ],
  examples: {
    held: {
      'import os\nos.system("rm -rf x")': 'shell rm -rf x',
      "import subprocess as s; s.run(['git', 'push', '-f'])": 'argv git push -f',
      "import subprocess; subprocess.run('rm -rf build', shell=True)": 'shell rm -rf build',
      'import subprocess; subprocess.run(cmd)': 'exec.opaque',
      "__import__('os').system('id')": 'shell id',
      "for m in ['json', 'os']:\n    __import__(m).remove('a')": 'file.delete /workspace/a',
      "import importlib\nfor m in ['json', 'mine']: importlib.import_module(m)": 'exec.project',
      "import importlib\nfor m in ['json', name]: importlib.import_module(m)": 'exec.opaque',
      "import importlib\nfor m in ['json', 'shutil']: importlib.import_module(m).rmtree('a')":
        'file.delete /workspace/a',
      "__import__('os.path').remove('a')": 'file.delete /workspace/a',
      "__import__('o' + 's').remove('a')": 'file.delete /workspace/a',
      "__import__('os', globals()).remove('a')": 'exec.opaque',
      'import os; print(os.environ)': 'secret.read environment',
      "import os; print(os.environ['STRIPE_KEY'])": 'secret.read STRIPE_KEY',
      'import os; print(os.environ[name])': 'secret.read environment',
      'eval(input())': 'exec.opaque',
      "import sys; sys.stdout.buffer.raw.__init__('a', 'w')": 'exec.opaque',
      "import os; getattr(os, 'rem' + 'ove')('a')": 'file.delete /workspace/a',
      "import os; list(map(getattr(os, 'remove'), ['a']))": 'file.delete',
      "getattr(1, '__class__')": 'exec.opaque',
      "import os; getattr(os, name)('a')": 'exec.opaque',
      "import subprocess\nfor c in ['status', 'clean']:\n    subprocess.run(['git', c, '-fdx'])": 'argv git clean -fdx',
      'import subprocess\nfor f in names:\n    subprocess.run(["git", "log", "--", f])': 'shell git log -- "$value_3"',
      'import subprocess; subprocess.run([name, "x"])': 'exec.opaque',
      "import subprocess\ndef git(*args): return subprocess.run(['git', *args])\ngit('status'); git('push', '-f')":
        'argv git push -f',
      "import subprocess\ndef git(*args): return subprocess.run(['git', *args])\nfor c in ['log', 'clean']: git(c, '-fd')":
        'argv git clean -fd',
      "import subprocess\ndef git(*args): return subprocess.run(['git', *args])\nxs = ['push', '-f']\ngit(*xs)":
        'exec.opaque',
      "import subprocess\ndef git(*args):\n    args = list(args); args.append('-f')\n    return subprocess.run(['git', *args])\ngit('push')":
        'exec.opaque',
      "import subprocess\ndef run(*args): subprocess.run([*args, '-n'])\nrun('rm', 'a')": 'exec.opaque',
      "import threading, os\nthreading.Thread(target=os.remove, args=('a',)).start()": 'file.delete',
      "import threading, os\nthreading.Thread(None, os.remove, 'n', ('a',)).start()": 'file.delete',
      "import threading\nthreading.Thread(target=x, args=('a',)).start()": 'exec.opaque',
      "import threading, os\nclass T(threading.Thread):\n    def run(self): os.remove('a')\nT().start()":
        'file.delete /workspace/a',
      "import threading\ndef show(p): print(open(p).read())\nshow('a')\nthreading.Thread(target=show, args=('/srv/b',)).start()":
        'file.read',
      "import queue, os\nq = queue.Queue()\nq.put(os.remove)\nq.get()('a')": 'file.delete',
      "import os; os.environ['PATH'] = '/tmp'": 'exec.opaque',
    },
    passed: [
      "import os; print(os.environ.get('HOME'), os.environ['PATH'])",
      'import os; print(os.getenv("NODE_ENV", ""))',
      "import os; os.environ['TZ'] = 'UTC'; print(os.environ['TZ'])",
      "import json; print(getattr(json, '__version__', '?'), type(json))",
      "import importlib\nfor m in ('json', 'yaml', 'numpy'):\n    try:\n        x = importlib.import_module(m)\n        print(m, getattr(x, '__version__', '?'))\n    except ImportError as e:\n        print(m, e)",
      'import threading, queue\nq = queue.Queue()\ndef worker():\n    while True:\n        x = q.get()\n        if x is None: break\n        print(x)\n        q.task_done()\nts = [threading.Thread(target=worker, daemon=True) for _ in range(2)]\nfor t in ts: t.start()\nfor i in range(3): q.put(i)\nq.join()',
      "for m in ['json', 'numpy']:\n    print(m, __import__(m).__version__)",
    ],
  },
};
