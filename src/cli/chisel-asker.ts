import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { answerElsewhere, ChiselError, type Elsewhere, type ElsewhereAnswer, type ForeignCall } from '../chisel/index.ts';
import { chiselAsker } from './helper-word.ts';
import type { Identity } from './privileges.ts';

/** The process that loads chisels of others as the user whom the run becomes: calls on its standard input, the answer on its output. */
export async function main(): Promise<number> {
  const answer = await answerElsewhere(JSON.parse(readFileSync(0, 'utf8')) as ForeignCall[]);
  process.stdout.write(JSON.stringify(answer));
  return 0;
}

/** ms for a process that loads a chisel: more than the chisel itself is given. */
const patience = 10_000;

/** Asks chisels what they want in processes of somebody with fewer rights. */
export function askAs({ uid, gid }: Identity): Elsewhere {
  return (calls, chisel) => {
    const { stdout } = spawnSync(process.execPath, [process.argv[1] ?? '', chiselAsker], {
      uid,
      gid,
      input: JSON.stringify(calls),
      encoding: 'utf8',
      timeout: patience,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const answer = answerIn(stdout);
    if (answer === undefined)
      throw new ChiselError(chisel, `could not be loaded as user ${uid}`, 'can this user read the chisel, tsdig and Node?');
    if ('error' in answer) throw new ChiselError(chisel, answer.error, answer.hint);
    return answer.value;
  };
}

function answerIn(text: string | null): ElsewhereAnswer | undefined {
  try {
    return JSON.parse(text ?? '') as ElsewhereAnswer;
  } catch {
    return undefined;
  }
}
