import { describe, expect, it } from 'vitest';
import { views } from '../../../chisels/views/index.ts';
import { additionsOf } from '../../../src/chisel/view/additions.ts';
import { layOut } from '../../../src/chisel/view/index.ts';
import { eventNumber } from '../../../src/event/index.ts';

/** Fields of the columns that an event can change in a row of a view. */
function changed(view: string, type: string): string[] {
  const { columns } = layOut(views.find(({ id }) => id === view)!);
  return additionsOf(columns)[eventNumber(type)]!.map((i) => columns[i]!.definition.field);
}

describe('the columns that an event can change in a row', () => {
  it('are those of CPU time for reports only', () => {
    expect(changed('threads', 'PPME_PROCINFO_E')).toContain('thread.cpu');
    expect(changed('threads', 'PPME_SYSCALL_READ_X')).not.toContain('thread.cpu');
  });

  it('are those of bytes for exits that move some, in the direction they do', () => {
    expect(changed('io_by_type', 'PPME_SYSCALL_READ_X')).toContain('evt.buflen.in');
    expect(changed('io_by_type', 'PPME_SYSCALL_READ_X')).not.toContain('evt.buflen.out');
    expect(changed('io_by_type', 'PPME_SYSCALL_READ_E')).toEqual(['evt.count']);
    expect(changed('io_by_type', 'PPME_SYSCALL_WRITE_X')).toContain('evt.buflen.out');
  });

  it('are those of latency for switches too, which have that of the last call', () => {
    expect(changed('io_by_type', 'PPME_SCHEDSWITCH_6_E')).toContain('evt.latency');
  });

  it('are all whose values an event must have to count, and whose last value stays', () => {
    expect(changed('threads', 'PPME_SYSCALL_CLOSE_E')).toContain('proc.exeline');
  });
});
