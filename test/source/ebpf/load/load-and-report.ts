/** Run as a process of its own, with other privileges than the tests': loads and runs link.o and prints what happened as JSON. */
import { readFileSync } from 'node:fs';
import { EbpfError, loadObject, openLibc } from '../../../../src/source/ebpf/load/index.ts';

const call = 1_000_000 + process.pid;
try {
  const options = { programs: ['calls', 'second', 'typed'], globals: { wanted_call: call } };
  const object = await loadObject(readFileSync(process.argv[2]!), options);
  object.attach();
  const libc = await openLibc();
  for (let i = 0; i < 3; i++) libc.syscall(call);
  const calls = object.map('pairs').lookup(1)![0];
  process.stdout.write(JSON.stringify({ name: 'none', message: `${object.programs.size} programs, ${calls} calls counted` }));
  object.close();
} catch (error) {
  const remedy = error instanceof EbpfError ? error.remedy : undefined;
  process.stdout.write(JSON.stringify({ name: (error as Error).name, message: (error as Error).message, remedy }));
}
