import type { EventContext, Thread } from '../../machine/index.ts';
import { ancestor, ofAncestors, processOf, visitAncestors } from '../ancestry.ts';
import { boundField, field, numberArgument, requireNumber } from '../define.ts';
import type { FieldArgument, FieldDefinition, FieldType, FieldValue } from '../types.ts';
import { commandLine, variable } from './command.ts';

const generation: FieldArgument = { required: false, what: 'how many generations up: 1 is the parent', dotted: false };
const generationOrVariable: FieldArgument = { required: false, what: 'how many generations up, or the name of a variable', dotted: false };

/** A field of one ancestor with a number in brackets; without, filters ask all ancestors, and output shows the process itself. */
function ofAncestor(
  name: string,
  type: FieldType,
  format: 'ID' | 'NA',
  display: string,
  doc: string,
  read: (thread: Thread) => FieldValue,
): FieldDefinition {
  const traits = { costly: true };
  return boundField(
    name,
    type,
    format,
    display,
    doc,
    generation,
    (argument) => {
      if (argument === undefined) {
        return {
          extract: (context) => readOf(processOf(context), read),
          extractAll: (context) => ofAncestors(context, read),
          several: 'any',
        };
      }
      const generations = requireNumber(name, argument);
      return (context) => readOf(ancestor(context, generations), read);
    },
    traits,
  );
}

function readOf<T>(thread: Thread | undefined, read: (thread: Thread) => T | undefined): T | undefined {
  return thread === undefined ? undefined : read(thread);
}

/** The pid of the oldest process in the line of descent whose name ends as shells' names do. */
function loginShell(context: EventContext): number | undefined {
  let shell: Thread | undefined;
  const look = (thread: Thread) => {
    if (thread.comm.endsWith('sh')) shell = thread;
    return true;
  };
  const own = processOf(context);
  if (own === undefined) return undefined;
  look(own);
  visitAncestors(context, look);
  return (shell as Thread | undefined)?.pid;
}

/** The line of descent: parents, their parents, and so on. */
export const ancestorFields: readonly FieldDefinition[] = [
  ofAncestor(
    'proc.apid',
    'INT64',
    'ID',
    'Ancestor Process ID',
    'Id of an ancestor: of the parent with [1], of its parent with [2]; in filters without brackets, of any.',
    ({ pid }) => pid,
  ),
  ofAncestor('proc.aname', 'CHARBUF', 'NA', 'Ancestor Name', 'Program name of an ancestor, counted as in proc.apid.', ({ comm }) => comm),
  ofAncestor(
    'proc.aexe',
    'CHARBUF',
    'NA',
    'Ancestor First Argument',
    'First word of the command line of an ancestor, counted as in proc.apid.',
    ({ exe }) => exe,
  ),
  ofAncestor(
    'proc.aexepath',
    'CHARBUF',
    'NA',
    'Ancestor Executable Path',
    'Full path of the file an ancestor runs, counted as in proc.apid.',
    ({ exepath }) => exepath,
  ),
  ofAncestor('proc.aargs', 'CHARBUF', 'NA', 'Ancestor Arguments', 'Arguments of an ancestor, counted as in proc.apid.', ({ args }) =>
    args.join(' '),
  ),
  ofAncestor(
    'proc.acmdline',
    'CHARBUF',
    'NA',
    'Ancestor Command Line',
    'Name and arguments of an ancestor, counted as in proc.apid.',
    commandLine,
  ),
  boundField(
    'proc.aenv',
    'CHARBUF',
    'NA',
    'Ancestor Environment',
    'Environment of an ancestor, counted as in proc.apid; with a name in brackets, that variable of the nearest one that has it.',
    generationOrVariable,
    (argument) => {
      const whole = (thread: Thread) => thread.env.join(' ');
      if (argument === undefined) {
        return {
          extract: (context) => readOf(processOf(context), whole),
          extractAll: (context) => ofAncestors(context, whole),
          several: 'any',
        };
      }
      const generations = numberArgument(argument);
      if (generations !== undefined) return (context) => readOf(ancestor(context, generations), whole);
      return (context) => {
        let value: string | undefined;
        visitAncestors(context, (thread) => {
          value = variable(thread.env, argument);
          return value === undefined;
        });
        return value;
      };
    },
    { costly: true },
  ),
  field(
    'proc.loginshellid',
    'INT64',
    'ID',
    'Login Shell ID',
    'Id of the oldest shell among the process and its ancestors: the same for all a user does in one session.',
    loginShell,
    { costly: true },
  ),
];
