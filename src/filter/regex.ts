import { createRequire } from 'node:module';
import { ConstantError, shown } from './constant.ts';

/** What is used of re2js, a port of RE2: matching time is linear in the text, whatever the pattern. */
interface CompiledRegex {
  /** Whether the pattern matches the text from its first to its last character. */
  testExact(text: string): boolean;
  programSize(): number;
}

interface RegexLibrary {
  readonly RE2JS: { compile(pattern: string): CompiledRegex };
}

/** Longer patterns are refused before they are read. Characters. */
const PATTERN_LENGTH_MAX = 4096;
/** Patterns that unfold to more instructions (nested counts) are refused. */
const PROGRAM_SIZE_MAX = 20_000;

let library: RegexLibrary | undefined;

/** Most filters have no regular expression: the library is read when the first one appears. */
function regexLibrary(): RegexLibrary {
  library ??= createRequire(import.meta.url)('re2js') as RegexLibrary;
  return library;
}

/**
 * Compiles a regular expression in RE2's syntax that has to match the whole text. Bytes that are no UTF-8 match as
 * U+FFFD.
 *
 * @throws ConstantError where it is no regular expression, or too big
 */
export function compileRegex(pattern: string): (text: string) => boolean {
  if (pattern.length > PATTERN_LENGTH_MAX) throw new ConstantError(`the regular expression is longer than ${PATTERN_LENGTH_MAX} bytes`);
  const { RE2JS } = regexLibrary();
  let regex: CompiledRegex;
  try {
    regex = RE2JS.compile(fromUtf8(pattern));
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : '';
    throw new ConstantError(
      `${shown(pattern)} is no regular expression${/^[\x20-\x7e]+$/.test(why) ? `: ${why}` : ''}`,
      'the syntax is RE2’s: no back references, no look-around',
    );
  }
  if (regex.programSize() > PROGRAM_SIZE_MAX) {
    throw new ConstantError(`the regular expression ${shown(pattern)} is too big`, 'use smaller counts in {}');
  }
  return (text) => regex.testExact(fromUtf8(text));
}

/** Characters of a binary string that holds UTF-8. */
function fromUtf8(bytes: string): string {
  return /^[\x00-\x7f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}
