process.stderr.write('chainwalk: not built yet\n');
process.exitCode = 1;
