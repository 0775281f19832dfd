import type { Container } from './container.ts';

/** Containers by the id that threads carry. */
export class ContainerTable extends Map<string, Container> {
  /** Told of every container that becomes known, or known anew. */
  onChange: ((container: Container, id: string) => void) | undefined = undefined;

  override set(id: string, container: Container): this {
    super.set(id, container);
    this.onChange?.(container, id);
    return this;
  }
}
