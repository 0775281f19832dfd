import { type ActionDefinition, plainText, type Sample, type SampleRow, type ViewSession } from '../../chisel/view/index.ts';
import type { ActionResult, ActionRunner, ActionsPort, ListedAction, ProcessIdentity } from '../ports/actions.ts';

/** What actions hang on. */
export interface ActionsOf {
  readonly session: ViewSession;
  readonly sample: () => Sample;
  readonly recorded: () => boolean;
  /** undefined: nothing may be run. */
  readonly runner: ActionRunner | undefined;
}

/** Clocks of boot time and of events differ by less than this, ns. */
const tolerance_ns = 2_000_000_000n;

const recordedReason = 'recorded on another run; its PID may belong to someone else now';

/** The actions that a view names, for the rows of a session. */
export class SessionActions implements ActionsPort {
  readonly #of: ActionsOf;
  /** The processes that listed actions mean, as they were when they were listed. */
  readonly #targets = new WeakMap<ListedAction, ProcessIdentity>();

  constructor(of: ActionsOf) {
    this.#of = of;
  }

  list(rowKey: string): readonly ListedAction[] {
    const sample = this.#of.sample();
    const row = sample.rows.find(({ keyText }) => keyText === rowKey);
    return (sample.layout.view.actions ?? []).map((action) => this.#listed(action, sample, row));
  }

  run(action: ListedAction, signal: AbortSignal): Promise<ActionResult> {
    const { runner, recorded } = this.#of;
    const refused = action.refused ?? (recorded() ? recordedReason : undefined);
    if (runner === undefined || action.argv === undefined || refused !== undefined) {
      return Promise.resolve({ output: '', cut: false, outcome: refused ?? 'nothing can be run here', failed: true });
    }
    return runner.run(action.argv, this.#targets.get(action), signal);
  }

  #listed(definition: ActionDefinition, sample: Sample, row: SampleRow | undefined): ListedAction {
    const { recorded, runner } = this.#of;
    const { argv, problem, pid } = filled(definition.argv, sample, row);
    const { key, description, destructive = false, interactive = false } = definition;
    const listed = (refused: string | undefined): ListedAction => ({ key, description, argv, destructive, pid, refused });
    if (recorded()) return listed(recordedReason);
    if (runner === undefined) return listed('nothing can be run here');
    if (problem !== undefined) return listed(problem);
    if (interactive) return listed('it takes over the terminal: run it in another one');
    if (pid === undefined) return listed(undefined);
    const target = runner.identify(pid);
    if (target === undefined) return listed('the process is not there any more');
    if (!this.#isSeen(target)) return listed('the process with this PID began later than the one that was seen');
    const action = listed(undefined);
    this.#targets.set(action, target);
    return action;
  }

  /** Whether a process can be the one of the events: it began before the last of them, and when its birth was seen. */
  #isSeen({ pid, started_ns }: ProcessIdentity): boolean {
    const { store } = this.#of.session;
    if (Number.isNaN(store.lastTime) || started_ns > store.absolute(store.lastTime) + tolerance_ns) return false;
    const born = store.machine.threads.get(pid)?.cloneTime;
    if (born === undefined) return true;
    const apart = store.absolute(born) - started_ns;
    return apart <= tolerance_ns && apart >= -tolerance_ns;
  }
}

interface Filled {
  readonly argv: readonly string[] | undefined;
  readonly problem: string | undefined;
  readonly pid: number | undefined;
}

/** The words of a command with the row's values in them. A value is never more than (a part of) one word, and no option. */
export function filled(words: readonly string[], sample: Sample, row: SampleRow | undefined): Filled {
  let problem: string | undefined;
  let pid: number | undefined;
  const argv = words.map((word) =>
    word.replace(/%([a-z]\w*(?:\.\w+)+)/g, (_all, field: string) => {
      const value = row === undefined ? undefined : rowValue(field, sample, row);
      const isPid = field === 'proc.pid' || field === 'thread.tid';
      if (value === undefined || value === '') problem ??= `the row has no ${field}`;
      else if (value.startsWith('-')) problem ??= `${field} begins with -: it could be taken for an option`;
      else if (/[\x00-\x1f\x7f]/.test(value)) problem ??= `${field} holds control characters`;
      else if (isPid && !/^[1-9]\d*$/.test(value)) problem ??= `${field} is no process`;
      else if (isPid) pid = Number(value);
      return value ?? '';
    }),
  );
  return { argv: problem === undefined ? argv : undefined, problem, pid: problem === undefined ? pid : undefined };
}

function rowValue(field: string, { key, columns }: Sample, row: SampleRow): string | undefined {
  if (key?.definition.field === field) return row.keyText;
  const at = columns.findIndex(({ definition }) => definition.field === field);
  return at < 0 ? undefined : plainText(columns[at]!.field.type, row.values[at]!);
}
