import { lineOf } from '../edit/index.ts';
import type { EndedRecording } from '../ports/recording.ts';
import type { Shell } from '../shell.ts';
import { sizeText } from '../table/index.ts';

/** Why nothing can be recorded; undefined: it can. */
export function noRecording({ port }: Shell): string | undefined {
  return port.recording === undefined ? 'only what happens now can be recorded; this is a recording' : undefined;
}

/** Asks where to, or ends the recording that runs. */
export function startOrStop(shell: Shell): void {
  const { recording } = shell.port;
  if (recording === undefined) return;
  if (recording.state() !== undefined) void stopRecording(shell);
  else shell.open('record', { path: lineOf(recording.suggestedPath()), filtered: false, size: 0, snaplen: 0, past: 0, begins: false });
}

/** Ends a recording and tells what it has become; gives whether it is whole. */
export async function stopRecording(shell: Shell): Promise<boolean> {
  const ended = await shell.port.recording?.stop();
  if (ended === undefined) return true;
  if ('refused' in ended) return shell.accept(ended);
  shell.say(ended.drops > 0 ? 'warning' : 'info', endedText(ended));
  return true;
}

function endedText({ path, files, bytes, events, drops }: EndedRecording): string {
  const further = files === 1 ? '' : ` and ${files - 1} more`;
  return `recorded ${path}${further}: ${sizeText(bytes)}, ${events} events, drops ${drops}; :open ${path} shows it`;
}
