import type { Thread } from '../../machine/index.ts';
import { parentOf } from '../ancestry.ts';
import { boundField, field, numberArgument } from '../define.ts';
import type { FieldArgument, FieldDefinition } from '../types.ts';

/** `name argument argument`: how command lines are shown. */
export function commandLine(thread: Thread): string {
  return [thread.comm, ...thread.args].join(' ');
}

/** The value of one variable of an environment; undefined where it is not set. */
export function variable(environment: readonly string[], name: string): string | undefined {
  return environment.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}

const argumentIndex: FieldArgument = { required: false, what: 'the number of the argument, 0 the first', dotted: false };
const variableName: FieldArgument = { required: false, what: 'the name of the variable', dotted: false };

/** What was started: names, arguments, environment. */
export const commandFields: readonly FieldDefinition[] = [
  field('proc.name', 'CHARBUF', 'NA', 'Name', 'Name of the running program, at most 15 bytes long.', ({ thread }) => thread?.comm, {
    ofThread: ['comm'],
  }),
  field(
    'proc.exe',
    'CHARBUF',
    'NA',
    'First Argument',
    'First word of the command line: what the program was told it is called.',
    ({ thread }) => thread?.exe,
  ),
  field('proc.exepath', 'CHARBUF', 'NA', 'Process Executable Path', 'Full path of the file that runs.', ({ thread }) => thread?.exepath),
  boundField(
    'proc.args',
    'CHARBUF',
    'NA',
    'Arguments',
    'Command-line arguments after the first word, or the one with the number in brackets.',
    argumentIndex,
    (argument) => {
      if (argument === undefined) return ({ thread }) => thread?.args.join(' ');
      const index = numberArgument(argument);
      return ({ thread }) => (index === undefined ? undefined : thread?.args[index]);
    },
    { costly: true },
  ),
  field(
    'proc.cmdline',
    'CHARBUF',
    'NA',
    'Command Line',
    'Name of the program and its arguments.',
    ({ thread }) => thread && commandLine(thread),
    { costly: true },
  ),
  field(
    'proc.exeline',
    'CHARBUF',
    'NA',
    'Executable Command Line',
    'The whole command line, its first word as it was given.',
    ({ thread }) => thread && `${thread.exe} ${thread.args.join(' ')}`,
    { costly: true },
  ),
  boundField(
    'proc.env',
    'CHARBUF',
    'NA',
    'Environment',
    'All environment variables, or the value of the one in brackets.',
    variableName,
    (argument) => {
      if (argument === undefined) return ({ thread }) => thread?.env.join(' ');
      return ({ thread }) => thread && variable(thread.env, argument);
    },
    { costly: true },
  ),
  field(
    'proc.cmdnargs',
    'UINT64',
    'DEC',
    'Number of Command Line args',
    'How many arguments the command line has after its first word.',
    ({ thread }) => thread?.args.length,
  ),
  field(
    'proc.cmdlenargs',
    'UINT64',
    'DEC',
    'Total Count of Characters in Command Line args',
    'Bytes of all arguments together, without the blanks between.',
    ({ thread }) => thread?.args.reduce((sum, argument) => sum + argument.length, 0),
  ),
  field(
    'proc.cwd',
    'CHARBUF',
    'NA',
    'Current Working Directory',
    'Directory that relative paths of the process start from.',
    ({ thread }) => thread?.cwd,
  ),
  field(
    'proc.pname',
    'CHARBUF',
    'NA',
    'Parent Name',
    'Name of the program the parent runs.',
    (context) => parentOf(context, context.thread)?.comm,
  ),
  field(
    'proc.pexe',
    'CHARBUF',
    'NA',
    'Parent First Argument',
    'First word of the command line of the parent.',
    (context) => parentOf(context, context.thread)?.exe,
  ),
  field(
    'proc.pexepath',
    'CHARBUF',
    'NA',
    'Parent Process Executable Path',
    'Full path of the file the parent runs.',
    (context) => parentOf(context, context.thread)?.exepath,
  ),
  field(
    'proc.pcmdline',
    'CHARBUF',
    'NA',
    'Parent Command Line',
    'Name and arguments of the program the parent runs.',
    (context) => {
      const parent = parentOf(context, context.thread);
      return parent && commandLine(parent);
    },
    { costly: true },
  ),
];
