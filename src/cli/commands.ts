/** A word that, where it comes first, stands for something else than a filter. */
export interface Command {
  readonly name: string;
  /** One line for the help. */
  readonly doc: string;
  /** Does it with the words behind its name. Gives what to print and the exit code; rejects as `main` may. */
  run(argv: readonly string[]): Promise<{ readonly text: string; readonly exitCode: number }>;
}

/** All commands; what they do is loaded only when it is asked for. No field may have the name of one. */
export const commands: readonly Command[] = [
  {
    name: 'doctor',
    doc: 'what this machine allows, and what to do about the rest (--json)',
    run: async (argv) => (await import('./doctor/index.ts')).doctor(argv),
  },
  {
    name: 'chisel',
    doc: 'begins a chisel of your own, and tests it (new NAME, test FILE)',
    run: async (argv) => (await import('./chisel/index.ts')).chiselCommand(argv),
  },
];

/** The command that a command line begins with. */
export function commandOf([name]: readonly string[]): Command | undefined {
  return commands.find((command) => command.name === name);
}
