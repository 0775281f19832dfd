import { expect, test } from 'vitest';
import { VerifierError } from '../../../../src/source/ebpf/load/index.ts';
import { programRefusal } from '../../../../src/source/ebpf/load/program.ts';
import { logTail, logText } from '../../../../src/source/ebpf/load/verifier-log.ts';

const LOG = `${Array.from({ length: 40 }, (_, index) => `${index}: (b7) r0 = ${index}`).join('\n')}
R2 unbounded memory access, use 'var &= const' or 'if (var < const)'

processed 41 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
verification time 12 usec
`;

test('the end of a verifier log is what it disliked, without what it says of its own work', () => {
  const lines = logTail(LOG).split('\n');
  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe('29: (b7) r0 = 29');
  expect(lines.at(-1)).toBe("R2 unbounded memory access, use 'var &= const' or 'if (var < const)'");
});

test('a log buffer is text up to its first NUL', () => {
  const buffer = new Uint8Array(8);
  buffer.set(new TextEncoder().encode('oh no'));
  expect(logText(buffer)).toBe('oh no');
  expect(logText(new TextEncoder().encode('full'))).toBe('full');
});

test('a refused program has its name, the errno by name and the end of the log', () => {
  const error = programRefusal('enter', 13, LOG);
  expect(error).toBeInstanceOf(VerifierError);
  expect(error.message.split('\n')[0]).toBe("the kernel's verifier refused the program 'enter' (EACCES)");
  expect((error as VerifierError).log).toBe(LOG);
});
