import os from 'node:os';
import type { MachineInfo } from '../../event/index.ts';
import { readWhole } from './files.ts';

const NS_PER_SECOND = 1_000_000_000n;

/** The machine as `/proc` below `root` describes it. */
export function scanMachine(root: string): MachineInfo {
  const boot = /^btime (\d+)$/m.exec(readWhole(`${root}/stat`))?.[1] ?? '0';
  const maxPid = readWhole(`${root}/sys/kernel/pid_max`).trim();
  return {
    cpuCount: os.cpus().length,
    memorySize: BigInt(os.totalmem()),
    maxPid: /^\d+$/.test(maxPid) ? BigInt(maxPid) : 0n,
    hostname: os.hostname(),
    bootTime: BigInt(boot) * NS_PER_SECOND,
    reserved: [0n, 0n, 0n],
  };
}
