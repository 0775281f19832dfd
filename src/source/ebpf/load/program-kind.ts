import { NotSupportedError } from './errors.ts';

/** What an ELF section's name says about the program in it; the names are libbpf's. */
export interface ProgramKind {
  /**
   * `btf`: arguments typed by the kernel's BTF. `raw`: arguments as numbers. `classic`: the record of the tracepoint's format. `iter`: no
   * tracepoint; runs for each of the kernel's objects of one kind when somebody reads.
   */
  readonly flavour: 'btf' | 'raw' | 'classic' | 'iter';
  /** Name of the tracepoint; of a classic one with its category, as `sched/sched_switch`; of an iterator the kind of objects, as `task`. */
  readonly tracepoint: string;
}

const FLAVOURS: readonly (readonly [prefix: string, flavour: ProgramKind['flavour']])[] = [
  ['tp_btf/', 'btf'],
  ['raw_tp/', 'raw'],
  ['raw_tracepoint/', 'raw'],
  ['tp/', 'classic'],
  ['tracepoint/', 'classic'],
  ['iter/', 'iter'],
];

/** Reads a section name as `tp_btf/sys_enter`. Throws NotSupportedError for programs of other kinds. */
export function programKind(section: string): ProgramKind {
  // A question mark means "only when asked for": by now it has been.
  const name = section.replace(/^\?/, '');
  for (const [prefix, flavour] of FLAVOURS) {
    if (name.startsWith(prefix) && name.length > prefix.length) return { flavour, tracepoint: name.slice(prefix.length) };
  }
  throw new NotSupportedError(
    `the section '${section}' holds a kind of program this loader does not do`,
    'rebuild the probe object with tp_btf, raw_tp, tp or iter programs',
  );
}
