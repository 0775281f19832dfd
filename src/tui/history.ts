import type { Sorting, TimeWindow } from './port.ts';
import type { Shell } from './shell.ts';
import { type ScreenId, topScreen } from './state/index.ts';
import { askWindow } from './time/index.ts';

/** What the user can go back to: view, filter, order and window, where they were chosen. */
interface Place {
  /** The way from the whole machine, as one text. */
  readonly path: string;
  readonly view: string;
  readonly filter: string;
  readonly sorting: Sorting | undefined;
  /** Of a recorded source; live windows move by themselves. */
  readonly window: Pick<TimeWindow, 'from_ns' | 'to_ns'> | undefined;
}

/** More is not remembered. */
const placesMax = 200;

/** Screens on which what is shown was chosen; on others it may be a preview. */
const resting: ReadonlySet<ScreenId> = new Set<ScreenId>(['table', 'time', 'columns']);

/** Remembers where the user was. It looks at what is shown, so that nothing that changes it can be forgotten. */
export class History {
  readonly #past: Place[] = [];
  readonly #future: Place[] = [];
  #here: Place | undefined;
  /** What comes now is the way to a place, no place of its own. */
  #travelling = false;

  /** To be called after every change. */
  seen(shell: Shell): void {
    if (this.#travelling || shell.snapshot.busy || shell.ui.time.playing || !resting.has(topScreen(shell.ui).id)) return;
    const before = this.#here;
    const now = placeOf(shell);
    this.#here = now;
    if (before === undefined || !differs(before, now)) return;
    this.#past.push(before);
    if (this.#past.length > placesMax) this.#past.shift();
    this.#future.length = 0;
  }

  /** Goes to the place before; false: there is none, or none for what is selected. */
  undo(shell: Shell): boolean {
    return this.#travel(shell, this.#past, this.#future);
  }

  /** Undoes the last {@link undo}; false: there is none, or something else was changed since. */
  redo(shell: Shell): boolean {
    return this.#travel(shell, this.#future, this.#past);
  }

  #travel(shell: Shell, from: Place[], to: Place[]): boolean {
    const here = this.#here ?? placeOf(shell);
    const place = from.at(-1);
    // A view or an order that was changed elsewhere waits there until the user is back.
    if (place === undefined || !differs(here, place)) return false;
    from.pop();
    to.push(here);
    this.#travelling = true;
    try {
      goTo(shell, place);
    } finally {
      this.#travelling = false;
    }
    // On a large capture what is shown comes later: it is where we are going already.
    this.#here = shell.snapshot.busy
      ? place.path === here.path
        ? place
        : { ...here, filter: place.filter, window: place.window }
      : placeOf(shell);
    return true;
  }
}

function placeOf({ snapshot }: Shell): Place {
  const { path, view, filter, sorting, window, source } = snapshot;
  return {
    path: JSON.stringify(path.map((step) => [step.view, step.label])),
    view: view.id,
    filter,
    sorting,
    window: source.recorded && window !== undefined ? { from_ns: window.from_ns, to_ns: window.to_ns } : undefined,
  };
}

/** Drilling is no change of these: it has a way back of its own. */
function differs(a: Place, b: Place): boolean {
  if (a.filter !== b.filter || a.window?.from_ns !== b.window?.from_ns || a.window?.to_ns !== b.window?.to_ns) return true;
  if (a.path !== b.path) return false;
  return a.view !== b.view || a.sorting?.column !== b.sorting?.column || a.sorting?.descending !== b.sorting?.descending;
}

function goTo(shell: Shell, place: Place): void {
  const here = placeOf(shell);
  // A view was chosen for what is inside a row: elsewhere only what counts everywhere is given back.
  const samePath = here.path === place.path;
  if (samePath && here.view !== place.view) shell.pickView(place.view);
  if (here.filter !== place.filter) shell.accept(shell.port.setFilter(place.filter));
  if (here.window?.from_ns !== place.window?.from_ns || here.window?.to_ns !== place.window?.to_ns) askWindow(shell, place.window);
  if (samePath && place.sorting !== undefined) shell.port.setSorting(place.sorting);
}
