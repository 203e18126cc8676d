import type { Family } from '../value/family.ts';

export const phpProcesses: Family = {
  rules: [
    { names: 'exec shell_exec system passthru popen backtick', run: 'shell', gives: { object: 'rows' } },
    { names: 'proc_open', run: 'shell-or-list', gives: { object: 'rows' } },
    { names: 'include', loads: true },
    { names: 'posix_kill', effect: 'process.kill', object: 'process' },
    {
      names:
        'create_function call_user_func call_user_func_array forward_static_call func_overload unserialize pcntl_exec pcntl_fork dl ffi.* putenv ini_set set_include_path register_shutdown_function set_error_handler set_exception_handler spl_autoload_register ob_start extract parse_str stream_wrapper_register stream_filter_append $globals reflectionfunction reflectionmethod reflectionclass artisan.call process.run process.start bus.* event.* queue.* app resolve',
      opaque: true,
    },
    { names: 'getenv env', environment: 'key' },
    { names: '$_env $_server phpinfo get_defined_vars', environment: 'whole' },
    { names: '$_env.* $_server.*', environment: 'key' },
    {
      names:
        '$_server.argv $_server.argv.* $_server.argc $_server.REQUEST_TIME $_server.REQUEST_TIME_FLOAT $_server.SCRIPT_NAME $_server.SCRIPT_FILENAME $_server.PHP_SELF',
    },
  ],
  examples: {
    held: {
      'exec("rm -rf x");': 'shell rm -rf x',
      'echo `git push -f`;': 'shell git push -f',
      'echo shell_exec("rm -rf " . $x);': 'exec.opaque',
      'proc_open(["git", "push"], [], $p);': 'argv git push',
      'echo getenv("STRIPE_KEY");': 'secret.read STRIPE_KEY',
      'print_r($_ENV);': 'secret.read environment',
      'phpinfo();': 'secret.read environment',
      'print_r($_SERVER);': 'secret.read environment',
      "echo $_SERVER['STRIPE_KEY'];": 'secret.read STRIPE_KEY',
      "unlink($_SERVER['argv'][1] ?? 'a');": 'file.delete /workspace/a',
      "$_SERVER['PHP_SELF']('x');": 'exec.opaque',
      "$_SERVER['argv'] = ['x', '/srv/b']; unlink($_SERVER['argv'][1]);": 'file.delete',
      "$a = $_SERVER['argv']; array_push($a, 'x'); unlink($_SERVER['argv'][1] ?? 'a');": 'file.delete',
    },
    passed: [
      'echo getenv("HOME");',
      "echo $_SERVER['HOME'];",
      "echo basename($_SERVER['PHP_SELF']);",
      "echo file_get_contents($_SERVER['argv'][1] ?? 'a.txt');",
      "echo microtime(true) - $_SERVER['REQUEST_TIME_FLOAT'];",
    ],
  },
};
