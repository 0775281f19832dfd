import { spawnSync } from 'node:child_process';

/** Whether file systems can be mounted here. */
export const canMount = process.geteuid?.() === 0;

/** Makes a folder a disk of so many KiB. */
export function mountSmallDisk(folder: string, kib: number): void {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cannot mount a small disk: ${stderr}`);
}

export function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}
