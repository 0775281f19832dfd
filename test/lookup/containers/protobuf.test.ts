import { describe, expect, it } from 'vitest';
import { imageName, isImageId } from '../../../src/lookup/containers/image-name.ts';
import { decode, encode, mapOf, messageOf, messagesOf, numberOf, textOf } from '../../../src/lookup/containers/protobuf.ts';

describe('messages of the container runtime interface', () => {
  it('are read as they are written', () => {
    const message = decode(
      encode([
        [1, 'text ü'],
        [2, 1_600_000_000_000],
        [16, encode([[1, 'in']])],
        [16, encode([[1, 'in too']])],
        [
          17,
          encode([
            [1, 'key'],
            [2, 'value'],
          ]),
        ],
      ]),
    );
    expect(textOf(message, 1)).toBe(Buffer.from('text ü').toString('latin1'));
    expect(numberOf(message, 2)).toBe(1_600_000_000_000);
    expect(messagesOf(message, 16).map((inner) => textOf(inner, 1))).toEqual(['in', 'in too']);
    expect(textOf(messageOf(message, 16), 1)).toBe('in too');
    expect(mapOf(message, 17)).toEqual(new Map([['key', 'value']]));
    expect([textOf(message, 9), numberOf(message, 9), messagesOf(message, 9)]).toEqual(['', 0, []]);
  });

  it('are written as others write them', () => {
    // Field 1 as text, field 2 as the number 300: the examples of the encoding's own documentation.
    expect(
      encode([
        [1, 'testing'],
        [2, 300],
      ]).toString('hex'),
    ).toBe('0a0774657374696e6710ac02');
  });

  it.each([
    ['end within a number', 'ff'],
    ['promise more than they have', '0a05'],
    ['have a number of more than 64 bits', '08ffffffffffffffffffff01'],
    ['have a value of an unknown kind', '0b'],
    ['end within a fixed number', '0901'],
  ])('that %s are none', (_what, hex) => {
    expect(() => decode(Buffer.from(hex, 'hex'))).toThrow(RangeError);
  });

  it('of any bytes are read or refused, never more', () => {
    let seed = 1;
    const random = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed & 0xff;
    };
    for (let round = 0; round < 2000; round++) {
      const bytes = Buffer.from(Array.from({ length: round % 40 }, random));
      try {
        decode(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }
  });
});

describe('the name of an image', () => {
  it.each([
    ['nginx', 'nginx', '', ''],
    ['nginx:1.2', 'nginx', '1.2', ''],
    ['registry:5000/web', 'registry:5000/web', '', ''],
    ['registry:5000/web:1.2', 'registry:5000/web', '1.2', ''],
    ['a/b@sha256:abc', 'a/b', '', 'sha256:abc'],
    ['a/b:3@sha256:abc', 'a/b', '3', 'sha256:abc'],
  ])('%s has its parts', (name, repo, tag, digest) => {
    expect(imageName(name)).toEqual({ repo, tag, digest });
  });

  it('may be its id', () => {
    const id = 'abcdef0123456789'.repeat(4);
    expect([`sha256:${id}`, id, 'abcdef012345', 'nginx', 'abc'].map((name) => isImageId(name, id))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
