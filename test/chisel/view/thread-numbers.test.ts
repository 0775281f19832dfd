import { describe, expect, it } from 'vitest';
import { ThreadNumbers } from '../../../src/chisel/view/store/thread-numbers.ts';

const nobody = () => new Set<number>();

describe('numbers of threads', () => {
  it('are given again once no event that is kept refers to the thread', () => {
    const numbers = new ThreadNumbers();
    expect([numbers.take(), numbers.take(), numbers.take()]).toEqual([0, 1, 2]);
    numbers.end(1, 100);
    numbers.forget(100, nobody);
    expect(numbers.take()).toBe(3);
    numbers.forget(101, nobody);
    expect(numbers.take()).toBe(1);
    expect(numbers.take()).toBe(4);
    expect(numbers.count).toBe(5);
  });

  it('are not, while threads that live are of the process of one', () => {
    const numbers = new ThreadNumbers();
    numbers.take();
    numbers.end(0, 10);
    numbers.forget(50, () => new Set([0]));
    expect(numbers.take()).toBe(1);
    numbers.forget(60, nobody);
    expect(numbers.take()).toBe(0);
  });
});
