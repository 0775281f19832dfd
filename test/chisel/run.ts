import { bindArguments, type Chisel, type ChiselCall, ChiselRunner, type Surroundings } from '../../src/chisel/index.ts';
import { EventCursor } from '../../src/event/index.ts';
import { defaultFieldSettings } from '../../src/field/index.ts';
import { compileFilter } from '../../src/filter/index.ts';
import { escapeForTerminal, Output } from '../../src/format/index.ts';
import { Machine } from '../../src/machine/index.ts';
import { FileSource } from '../../src/source/file/index.ts';

/** What chisels said in a run. */
export interface ChiselOutput {
  readonly text: string;
  readonly warnings: readonly string[];
  readonly failed: boolean;
  /** Command lines to run after the end. */
  readonly again: readonly (readonly string[])[];
}

/** A chisel and the word behind its name. */
export interface Wanted {
  readonly name: string;
  readonly chisel: Chisel;
  readonly word?: string;
  readonly link?: ChiselCall['link'];
}

/** Runs chisels over a capture file as the program does, in this process. */
export async function runChisels(
  file: string,
  wanted: readonly Wanted[],
  options: Partial<Surroundings> & { readonly filter?: string } = {},
): Promise<ChiselOutput> {
  const out = new Output(-1);
  const warnings: string[] = [];
  const runner = new ChiselRunner(
    wanted.map(({ name, chisel, word, link }) => ({ name, chisel, link, args: bindArguments(name, chisel, word) })),
    {
      out,
      isTerminal: false,
      colours: false,
      size: () => ({ width: 80, height: 24 }),
      look: { ...defaultFieldSettings, bufferLength: 0, ...(options.isTerminal === true && { sanitize: escapeForTerminal }) },
      buffersChosen: false,
      containers: false,
      json: false,
      verbose: false,
      live: false,
      filter: '',
      warn: (line) => warnings.push(line),
      stopOnError: false,
      ...options,
    },
  );
  const filter = options.filter === undefined || options.filter === '' ? undefined : compileFilter(options.filter).predicate;
  const source = new FileSource(file, {});
  const machine = new Machine();
  machine.load(await source.open());
  runner.begin(machine, source);
  const evt = new EventCursor();
  let more = true;
  while (more) {
    const batch = await source.nextBatch();
    if (batch === undefined) break;
    while (more && batch.next(evt)) {
      if (runner.watchesTime) runner.time(evt.time);
      if (machine.process(evt, filter)) more = runner.event(machine.context);
    }
  }
  runner.end();
  await runner.close();
  await source.close();
  return { text: out.bytes.bytes.latin1Slice(0, out.bytes.length), warnings, failed: runner.failed, again: runner.again };
}
