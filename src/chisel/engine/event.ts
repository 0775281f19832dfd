import type { EventContext } from '../../machine/index.ts';
import type { EventBase, FieldValue } from '../api/index.ts';
import type { ChiselField } from './reader.ts';

/** The event as a chisel inside tsdig sees it: one object, whose properties read the current event. */
export class ContextEvent implements EventBase {
  readonly #context: EventContext;
  readonly #readers: readonly ChiselField['read'][];

  constructor(context: EventContext, fields: readonly ChiselField[]) {
    this.#context = context;
    this.#readers = fields.map(({ read }) => read);
    defineFields(
      this,
      fields.map(({ name }) => name),
      (i) => {
        const { read } = fields[i]!;
        return () => read(context);
      },
    );
  }

  get num(): number {
    return this.#context.evt.num;
  }
  get time(): number {
    return this.#context.evt.time - this.#context.firstTime;
  }
  get cpu(): number {
    return this.#context.evt.cpu;
  }
  get tid(): number {
    return this.#context.evt.tid;
  }

  at(index: number): FieldValue | undefined {
    return this.#readers[index]!(this.#context);
  }
}

/** Puts fields on an event, by class and the rest of the name. */
export function defineFields(event: object, names: readonly string[], readerOf: (index: number) => () => FieldValue | undefined): void {
  const classes = new Map<string, Record<string, PropertyDescriptor>>();
  names.forEach((name, i) => {
    const dot = name.indexOf('.');
    const [className, rest] = [name.slice(0, dot), name.slice(dot + 1)];
    const properties = classes.get(className) ?? {};
    properties[rest] = { get: readerOf(i), enumerable: true };
    classes.set(className, properties);
  });
  for (const [className, properties] of classes) {
    Object.defineProperty(event, className, { value: Object.defineProperties({}, properties), enumerable: true });
  }
}
