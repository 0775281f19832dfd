import type { ActionDefinition } from '../../../src/chisel/view/index.ts';

/** What can be done with a process. */
export const processActions: readonly ActionDefinition[] = [
  { key: '9', description: 'kill -9', argv: ['kill', '-9', '--', '%proc.pid'], destructive: true },
  { key: 'c', description: 'write a core', argv: ['gcore', '--', '%proc.pid'], destructive: true },
  { key: 'g', description: 'attach gdb', argv: ['gdb', '-p', '%proc.pid'], interactive: true },
  { key: 'k', description: 'kill', argv: ['kill', '--', '%proc.pid'], destructive: true },
  { key: 'l', description: 'library calls', argv: ['ltrace', '-p', '%proc.pid'], interactive: true },
  { key: 'f', description: 'open files', argv: ['lsof', '-p', '%proc.pid'] },
  {
    key: 's',
    description: 'stacks of all threads',
    argv: ['gdb', '-p', '%proc.pid', '--batch', '--quiet', '-ex', 'thread apply all bt full', '-ex', 'quit'],
    // The process stands still until all is said.
    destructive: true,
  },
];

/** Its priority. */
export const niceActions: readonly ActionDefinition[] = [
  { key: '[', description: 'nicer by 1', argv: ['renice', '--relative', '1', '-p', '%proc.pid'], destructive: true },
  { key: ']', description: 'less nice by 1', argv: ['renice', '--relative', '-1', '-p', '%proc.pid'], destructive: true },
];

/** What can be done with a container of Docker. */
export const containerActions: readonly ActionDefinition[] = [
  { key: 'a', description: 'attach', argv: ['docker', 'attach', '--', '%container.id'], interactive: true },
  { key: 'b', description: 'shell inside', argv: ['docker', 'exec', '-i', '-t', '--', '%container.id', '/bin/bash'], interactive: true },
  { key: 'f', description: 'follow the log', argv: ['docker', 'logs', '-f', '--', '%container.id'], interactive: true },
  { key: 'h', description: 'history of the image', argv: ['docker', 'history', '--', '%container.image'] },
  { key: 'i', description: 'inspect', argv: ['docker', 'inspect', '--', '%container.id'] },
  { key: 'k', description: 'kill', argv: ['docker', 'kill', '--', '%container.id'], destructive: true },
  { key: 'l', description: 'the log', argv: ['docker', 'logs', '--', '%container.id'] },
  { key: 's', description: 'stop', argv: ['docker', 'stop', '--', '%container.id'], destructive: true },
  { key: 'z', description: 'pause', argv: ['docker', 'pause', '--', '%container.id'], destructive: true },
  { key: 'u', description: 'unpause', argv: ['docker', 'unpause', '--', '%container.id'], destructive: true },
  { key: 'w', description: 'wait for its end', argv: ['docker', 'wait', '--', '%container.id'], interactive: true },
];
