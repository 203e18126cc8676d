import type { Family } from '../value/family.ts';

export const phpFiles: Family = {
  rules: [
    {
      names:
        'file_get_contents readfile file simplexml_load_file parse_ini_file show_source highlight_file php_strip_whitespace gzfile readgzfile getimagesize exif_read_data fgetss',
      file: 'read',
      starts: true,
    },
    { names: 'md5_file sha1_file', file: 'read' },
    { names: 'hash_file hash_hmac_file', file: 'read', at: 1 },
    { names: 'fopen gzopen', file: 'open', starts: true, gives: { object: 'file' } },
    { names: 'splfileobject', file: 'open', gives: { object: 'file' } },
    { names: 'file_put_contents tempnam', file: 'write' },
    { names: 'unlink', file: 'delete' },
    { names: 'rmdir', file: 'delete', type: 'directory' },
    { names: 'mkdir', file: 'create', type: 'directory' },
    { names: 'touch', file: 'create' },
    { names: 'symlink link', file: 'create', at: 1 },
    { names: 'rename move_uploaded_file', file: 'move', to: 1 },
    { names: 'copy', file: 'read', to: 1 },
    { names: 'chmod chown chgrp lchown lchgrp', file: 'permission' },
    { names: 'glob', gives: 'glob' },
    { names: 'scandir', file: 'read', type: 'directory', gives: 'names' },
    { names: 'recursivedirectoryiterator', file: 'read', type: 'directory', gives: { object: 'files' } },
    { names: 'directoryiterator filesystemiterator', file: 'read', type: 'directory', gives: 'children' },
    { names: 'recursiveiteratoriterator regexiterator iteratoriterator', gives: 'same' },
    {
      names:
        'filesystemiterator.skip_dots filesystemiterator.follow_symlinks recursivedirectoryiterator.skip_dots recursiveiteratoriterator.self_first recursiveiteratoriterator.child_first recursiveiteratoriterator.leaves_only regexiterator.match',
    },
    { names: 'path#getpathname path#getrealpath', gives: 'same' },
    {
      names:
        'path#getextension path#getfilename path#getbasename path#getpath path#getsize path#getmtime path#gettype path#isfile path#isdir path#isdot path#islink path#isreadable',
    },
    { names: 'opendir dir', file: 'read', type: 'directory' },
    { names: 'readdir closedir rewinddir' },
    { names: 'getcwd', gives: 'cwd' },
    { names: 'realpath', gives: 'same' },
    { names: 'dirname', gives: 'parent' },
    { names: 'chdir', folder: true },
    {
      names:
        'is_file is_dir is_link is_readable is_writable is_writeable is_executable file_exists filesize filemtime filectime fileatime fileperms fileowner filetype stat lstat basename pathinfo fnmatch readlink clearstatcache',
    },
    { names: 'fwrite fputs fputcsv ftruncate', file: 'write' },
    {
      names: 'file.delete storage.delete file.deletedirectory storage.deletedirectory file.cleandirectory',
      file: 'delete',
    },
    { names: 'file.put storage.put file.append', file: 'write' },
    { names: 'file.get storage.get file.exists storage.exists storage.files storage.allfiles', file: 'read' },
  ],
  examples: {
    held: {
      'unlink("a");': 'file.delete /workspace/a',
      'UNLINK("a");': 'file.delete /workspace/a',
      'foreach (glob("uploads/*") as $f) unlink($f);': 'file.delete /workspace/uploads/*',
      'array_map("unlink", glob("*.log"));': 'file.delete',
      'file_put_contents("a.txt", "x");': 'file.write /workspace/a.txt',
      '$f = fopen("a.txt", "w"); fwrite($f, "x");': 'file.write /workspace/a.txt',
      'rename("a", "b");': 'file.move /workspace/a',
      '<?php $d = "src"; rmdir("$d/x");': 'file.delete /workspace/src/x',
      'echo file_get_contents("https://x.example/a");': 'http GET https://x.example/a',
      'copy("https://x.example/a", "b.php");': 'http GET https://x.example/a',
      'copy("a.txt", "ftp://x.example/a");': 'exec.opaque',
      'rename("expect://ls", "b");': 'exec.opaque',
      'echo hash_file("md5", "https://x.example/a");': 'http GET https://x.example/a',
    },
    passed: [
      'echo file_get_contents("a.txt");',
      'echo file_get_contents($argv[1] ?? "a.txt");',
      'echo json_decode(file_get_contents("composer.json"))->name;',
      'foreach (glob("src/*.php") as $f) { echo $f; }',
      'echo file_exists("a") ? filesize("a") : 0;',
      'echo stream_get_contents(STDIN);',
      'echo file_get_contents("php://stdin");',
      'fwrite(STDOUT, "x");',
    ],
  },
};
