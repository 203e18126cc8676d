import type { Family } from '../value/family.ts';

export const rubyProcesses: Family = {
  rules: [
    {
      names:
        'system exec spawn Process.spawn Process.exec Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen2 Open3.popen2e Open3.popen3',
      run: 'shell-or-words',
      gives: { object: 'rows' },
    },
    { names: 'backtick', run: 'shell' },
    { names: 'IO.popen', run: 'shell-or-list', gives: { object: 'rows' } },
    { names: 'Process.kill', effect: 'process.kill', object: 'process', at: 1 },
    { names: 'require require_relative load', loads: true },
    {
      names:
        'binding send public_send __send__ method define_method const_get autoload fork syscall trap set_trace_func Marshal.load Marshal.restore ObjectSpace.each_object Fiddle.* DRb.* PTY.spawn Thread.new Ractor.new Process.daemon Process.fork Process.detach ERB.new',
      opaque: true,
    },
    { names: '*#system *#exec *#spawn *#send *#public_send', opaque: true },
    {
      names: 'ENV ENV.to_h ENV.to_a ENV.each ENV.values ENV.inspect ENV.map ENV.select ENV.sort',
      environment: 'whole',
    },
    { names: 'ENV.fetch ENV.dig ENV.values_at', environment: 'key' },
    { names: 'ENV.key? ENV.keys ENV.include? ENV.has_key?' },
    { names: 'ENV.*', environment: 'key' },
    { names: 'ENV.delete ENV.update ENV.replace ENV.clear ENV.store ENV.merge!', opaque: true },
  ],
  examples: {
    held: {
      "system('rm -rf x')": 'shell rm -rf x',
      "system('git', 'push', '-f')": 'argv git push -f',
      'puts `git push -f`': 'shell git push -f',
      '%x(rm -rf x)': 'shell rm -rf x',
      "IO.popen(['git', 'push', '-f'])": 'argv git push -f',
      "require 'open3'; Open3.capture3('rm -rf x')": 'shell rm -rf x',
      'exec cmd': 'exec.opaque',
      'puts ENV.to_h': 'secret.read environment',
      "puts ENV['STRIPE_KEY']": 'secret.read STRIPE_KEY',
      'system <<~SH\n  rm -rf x\nSH': 'shell',
    },
    passed: ["puts ENV['HOME'], ENV.fetch('RAILS_ENV', '')"],
  },
};
