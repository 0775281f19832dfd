import { describe, expect, it } from 'vitest';
import { Machine, Thread } from '../../src/machine/index.ts';
import { contextOf, i64, text } from '../support/event-context.ts';
import { bindWritten } from '../support/field-values.ts';

let num = 0;
const texts = (...all: string[]) => Buffer.concat(all.map(text));
const machine = new Machine({ mends: true });
const worker = new Thread(7, 7);
const other = new Thread(8, 7);
for (const thread of [worker, other]) (machine.threads as Map<number, Thread>).set(thread.tid, thread);

function mark(direction: 'E' | 'X', time: number, tags: string[], args: string[] = [], thread = worker) {
  return contextOf({
    type: `PPME_TRACER_${direction}`,
    machine,
    thread,
    time,
    num: ++num,
    params: [i64(99), texts(...tags), texts(...args)],
  });
}
const plain = (thread = worker) => contextOf({ type: 'PPME_SYSCALL_READ_E', machine, thread, num: ++num });
const read = (fields: string[], context: ReturnType<typeof contextOf>) => fields.map((field) => bindWritten(field).extract(context));

describe('a span', () => {
  it('has an id, tags and arguments, from its begin to its end', () => {
    const begin = mark('E', 1000, ['web', 'login'], ['user', 'ann', 'try', '2']);
    expect(read(['span.id', 'span.ntags', 'span.nargs', 'span.tags', 'span.tag[0]', 'span.tag[-1]', 'span.tag[5]'], begin)).toEqual([
      99,
      2,
      2,
      'web.login',
      'web',
      'login',
      undefined,
    ]);
    expect(read(['span.args', 'span.arg[0]', 'span.arg.try', 'span.enterargs', 'span.duration', 'span.count'], begin)).toEqual([
      'user=ann,try=2',
      'ann',
      '2',
      'user=ann,try=2',
      undefined,
      0,
    ]);

    const inside = plain();
    expect(
      read(
        [
          'evtin.span.id',
          'evtin.span.tags',
          'evtin.span.tag[0]',
          'evtin.span.args',
          'evtin.span.arg.user',
          'evtin.span.ntags',
          'evtin.span.nargs',
        ],
        inside,
      ),
    ).toEqual([99, 'web.login', 'web', 'user:ann,try:2', 'ann', 2, 2]);
    expect(read(['evtin.span.id', 'evtin.span.p.id', 'evtin.span.m.id', 'evtin.span.s.id'], plain(other))).toEqual([
      undefined,
      99,
      99,
      undefined,
    ]);

    const end = mark('X', 3_001_000, ['web', 'login'], ['code', '200']);
    expect(read(['span.args', 'span.enterargs', 'span.enterarg.user', 'span.duration', 'span.duration.human', 'span.count'], end)).toEqual([
      'code=200',
      'user=ann,try=2',
      'ann',
      3_000_000,
      '3.00ms',
      1,
    ]);
    expect(
      read(
        [
          'span.duration.fortag[1]',
          'span.duration.fortag[0]',
          'span.count.fortag[1]',
          'span.childcount.fortag[0]',
          'span.idtag[0]',
          'span.rawtime',
        ],
        end,
      ),
    ).toEqual([3_000_000, undefined, 1, 1, '99web', '1000']);
    expect(read(['evtin.span.id'], plain())).toEqual([undefined]);
  });

  it('knows the one around it', () => {
    bindWritten('span.id').extract(mark('E', 10, ['a']));
    expect(read(['span.rawparenttime'], mark('E', 20, ['a', 'b']))).toEqual(['10']);
  });

  it('without a begin tells little', () => {
    expect(read(['span.id', 'span.tags', 'span.duration', 'span.args'], mark('X', 50, ['lost']))).toEqual([
      99,
      'lost',
      undefined,
      undefined,
    ]);
  });
});
