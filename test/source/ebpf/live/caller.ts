/**
 * Makes the system calls it is told, exactly those: `node caller.ts CALLS`, as JSON (see calls.ts). Two calls with a number no kernel
 * knows stand before and after them. Prints the results as JSON.
 */
import { openLibc } from '../../../../src/source/ebpf/load/index.ts';
import { type Argument, type Call, MARKER } from './calls.ts';

const libc = await openLibc();
/** Kept alive until the end: the kernel is given addresses. */
const memory: Uint8Array[] = [];
const results: number[] = [];

function place(bytes: Uint8Array): bigint {
  memory.push(bytes);
  return libc.address(bytes);
}

function words(...values: readonly (number | bigint)[]): bigint {
  return place(new Uint8Array(BigInt64Array.from(values, BigInt).buffer));
}

function size(argument: Argument): number {
  if (typeof argument === 'object' && 'space' in argument) return argument.space;
  if (typeof argument === 'object' && 'bytes' in argument) return argument.bytes.length / 2;
  return typeof argument === 'string' ? Buffer.byteLength(argument) : 0;
}

/** A struct iovec array. */
function vector(parts: readonly Argument[]): bigint {
  return words(...parts.flatMap((part) => [value(part), size(part)]));
}

function value(argument: Argument): number | bigint {
  if (typeof argument === 'number') return argument;
  if (typeof argument === 'string') return place(Buffer.from(`${argument}\0`));
  if ('result' in argument) return results[argument.result]!;
  if ('space' in argument) return place(new Uint8Array(argument.space));
  if ('bytes' in argument) return place(Buffer.from(argument.bytes, 'hex'));
  if ('number' in argument) return BigInt(argument.number);
  if ('pointers' in argument) return words(...argument.pointers.map(value), 0);
  if ('vector' in argument) return vector(argument.vector);
  const { name, vector: parts } = argument.message;
  const address = name === undefined ? 0 : value(name);
  return words(address, name === undefined ? 0 : size(name), vector(parts), parts.length, 0, 0, 0);
}

const calls = JSON.parse(process.argv[2]!) as Call[];
const prepared = calls.map(({ number, args }) => ({ number, args }));
libc.syscall(MARKER);
for (const { number, args } of prepared) results.push(libc.syscall(number, ...args.map(value)));
libc.syscall(MARKER);
process.stdout.write(JSON.stringify(results));
