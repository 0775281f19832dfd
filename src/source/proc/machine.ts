import os from 'node:os';
import type { MachineInfo } from '../../event/index.ts';
import { readWhole } from './files.ts';

const NS_PER_SECOND = 1_000_000_000n;

/** The machine as `/proc` below `root` describes it. */
export function scanMachine(root: string): MachineInfo {
  const stat = readWhole(`${root}/stat`);
  const boot = /^btime (\d+)$/m.exec(stat)?.[1] ?? '0';
  const maxPid = readWhole(`${root}/sys/kernel/pid_max`).trim();
  return {
    // os.cpus() asks for the speed of each, which takes its time.
    cpuCount: stat.match(/^cpu\d+ /gm)?.length ?? 1,
    memorySize: BigInt(os.totalmem()),
    maxPid: /^\d+$/.test(maxPid) ? BigInt(maxPid) : 0n,
    hostname: os.hostname(),
    bootTime: BigInt(boot) * NS_PER_SECOND,
    reserved: [0n, 0n, 0n],
  };
}
