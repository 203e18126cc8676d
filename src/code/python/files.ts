import type { Family } from '../value/family.ts';

export const pythonFiles: Family = {
  rules: [
    {
      names: 'open io.open codecs.open gzip.open bz2.open lzma.open',
      file: 'open',
      keyword: 'file',
      gives: { object: 'file' },
    },
    { names: 'tarfile.open zipfile.ZipFile', file: 'open', keyword: 'name', gives: { object: 'archive' } },
    { names: 'os.remove os.unlink', file: 'delete', keyword: 'path' },
    { names: 'os.rmdir os.removedirs', file: 'delete', type: 'directory', keyword: 'path' },
    { names: 'shutil.rmtree', file: 'delete', type: 'directory', recursive: true, keyword: 'path' },
    { names: 'os.rename os.replace os.renames shutil.move', file: 'move', keyword: 'src', to: 1 },
    { names: 'shutil.copy shutil.copy2 shutil.copyfile', file: 'read', keyword: 'src', to: 1 },
    { names: 'shutil.copytree', file: 'read', type: 'directory', keyword: 'src', to: 1 },
    { names: 'shutil.unpack_archive', file: 'write', at: 1, keyword: 'extract_dir', type: 'directory' },
    { names: 'shutil.make_archive os.truncate os.mkfifo', file: 'write' },
    { names: 'os.symlink os.link', file: 'create', at: 1, keyword: 'dst' },
    { names: 'os.mkdir os.makedirs', file: 'create', type: 'directory', keyword: 'name' },
    { names: 'os.chmod os.chown os.lchown os.utime shutil.chown shutil.copymode', file: 'permission', keyword: 'path' },
    { names: 'os.open os.fdopen', opaque: true },
    { names: 'os.chdir', folder: true, keyword: 'path' },
    { names: 'os.stat os.lstat os.path.getsize os.path.getmtime os.access os.readlink', keyword: 'path' },
    { names: 'os.listdir', file: 'read', type: 'directory', lists: true, keyword: 'path', gives: 'names' },
    { names: 'os.scandir', file: 'read', type: 'directory', lists: true, keyword: 'path', gives: 'children' },
    { names: 'os.walk', file: 'read', type: 'directory', lists: true, keyword: 'top', gives: { object: 'tree' } },
    { names: 'glob.glob glob.iglob', gives: 'glob' },
    { names: 'glob.escape fnmatch.*' },
    { names: 'fnmatch.filter', gives: 'same' },
    { names: 'os.getcwd os.path.curdir', gives: 'cwd' },
    { names: 'pathlib.Path.cwd', gives: 'cwdFolder' },
    { names: 'pathlib.Path.home', gives: 'homeFolder' },
    {
      names:
        'pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath os.path.join operator.truediv path#joinpath path#__truediv__',
      gives: 'path',
    },
    { names: 'os.path.expanduser path#expanduser', gives: 'home' },
    {
      names:
        'os.path.abspath os.path.realpath os.path.normpath os.fspath os.path.expandvars path#resolve path#absolute',
      gives: 'same',
    },
    { names: 'os.path.dirname', gives: 'parent' },
    { names: 'os.path.*' },
    { names: 'path#glob', gives: 'glob' },
    { names: 'path#rglob', gives: 'rglob' },
    { names: 'path#iterdir', file: 'read', at: 'self', type: 'directory', lists: true, gives: 'children' },
    {
      names:
        'path#with_suffix path#with_name path#with_stem path#relative_to path#as_posix path#exists path#is_file path#is_dir path#is_symlink path#stat path#lstat path#samefile path#match path#is_absolute path#owner path#as_uri path#readlink',
    },
    { names: 'path#read_text path#read_bytes', file: 'read', at: 'self' },
    { names: 'path#open', file: 'open', at: 'self', gives: { object: 'file' } },
    { names: '*#open', opaque: true },
    { names: 'path#write_text path#write_bytes *#write_text *#write_bytes', file: 'write', at: 'self' },
    { names: '*#read_text *#read_bytes', file: 'read', at: 'self' },
    {
      names: 'path#touch path#mkdir path#symlink_to path#hardlink_to *#touch *#mkdir *#symlink_to *#hardlink_to',
      file: 'create',
      at: 'self',
    },
    { names: 'path#unlink *#unlink', file: 'delete', at: 'self' },
    { names: 'path#rmdir *#rmdir', file: 'delete', at: 'self', type: 'directory' },
    { names: 'path#rename path#replace', file: 'move', at: 'self', to: 0 },
    // A frame's own takes new names by name.
    { names: '*#rename', file: 'move', at: 'self', to: 0, given: 'target' },
    { names: 'path#chmod *#chmod', file: 'permission', at: 'self' },
    // The archive itself was judged by its mode where it was opened.
    { names: 'archive#open', gives: { object: 'file' } },
    { names: 'archive#extractall archive#extract', file: 'write', at: 0, keyword: 'path', type: 'directory' },
    {
      names:
        'archive#getmember archive#getinfo archive#extractfile *#isfile *#isdir *#issym *#islnk archive#namelist archive#getnames archive#infolist archive#getmembers archive#read archive#close archive#testzip archive#printdir archive#list',
    },
    {
      names:
        'file#read file#readline file#readlines file#close file#seek file#tell file#fileno file#flush file#isatty file#readable',
    },
    // The file that is written was named, and its mode judged, where it was opened.
    { names: 'file#write file#writelines' },
    { names: '*#writelines *#truncate file#truncate', file: 'write', at: 'self' },
    { names: 'tempfile.gettempdir filecmp.cmp filecmp.cmpfiles mimetypes.guess_type' },
    { names: 'tempfile.*', file: 'create', at: 'self' },
  ],
  examples: {
    held: {
      "import os, fnmatch\nfor f in fnmatch.filter(os.listdir('.'), '*.py'): os.remove(f)": 'file.delete /workspace/*',
      "import shutil; shutil.rmtree('src')": 'file.delete /workspace/src',
      "from shutil import rmtree as r\nr('a/b')": 'file.delete /workspace/a/b',
      "import os\nfor f in os.listdir('.'):\n    os.remove(f)": 'file.delete /workspace/*',
      "from pathlib import Path; Path('a').joinpath('b').unlink()": 'file.delete /workspace/a/b',
      "from pathlib import Path\nfor p in Path('.').glob('*.tmp'):\n  p.unlink()": 'file.delete /workspace/*.tmp',
      "open('x.txt','w').write('a')": 'file.write /workspace/x.txt',
      "open('x', mode=m)": 'file.write /workspace/x',
      "import os, glob\nlist(map(os.remove, glob.glob('*.log')))": 'file.delete /workspace/*.log',
      "import os; os.rename('a', 'b')": 'file.move /workspace/a',
      "import os; os.chdir('/srv'); os.remove('x')": 'file.delete /srv/x',
      "import os\nfor f in os.listdir('a'): os.remove('a/' + f)": 'file.delete /workspace/a/.*',
      "from pathlib import Path\nfor p in Path('a').glob('?env'): p.unlink()": 'file.delete /workspace/a/.env',
      "from pathlib import Path\nfor p in Path('a').rglob('*'): p.unlink()": 'file.delete /workspace/a/**/.*',
    },
    passed: [
      "import os, fnmatch\nfor root, dirs, files in os.walk('src'):\n    for f in fnmatch.filter(files, '*.py'): print(open(os.path.join(root, f)).read())",
      "print(open('a.txt').read())",
      "from pathlib import Path; print(Path('a.json').read_text())",
      "import os; print(os.path.exists('a'), os.listdir('src'))",
      "with open('a.txt') as f:\n    for line in f:\n        print(line.strip())",
    ],
  },
};
