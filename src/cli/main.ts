process.stderr.write('keyturn: nothing is wired yet\n');
process.exitCode = 2;
