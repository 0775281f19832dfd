import { bpftraceThread, eventNumber, numberOf, readBpftraceId, readBpftraceRecord } from '../../event/index.ts';
import { bareContainer, parseContainer } from '../container.ts';
import type { CurrentEvent } from '../current.ts';
import { raw, text, u32 } from '../params.ts';
import { Thread } from '../thread.ts';

/** Brings the machine up to an event that no thread did. */
export type MetadataHandler = (current: CurrentEvent) => void;

/** The first form of a container event: four parameters. */
function containerNamed(current: CurrentEvent): void {
  const { evt, machine } = current;
  const id = text(evt, 0);
  machine.containers.set(id, bareContainer(id, u32(evt, 1, 0), text(evt, 2), text(evt, 3)));
}

function containerDescribed(current: CurrentEvent): void {
  const { evt, machine } = current;
  const container = parseContainer(raw(evt, 0).replace(/\0+$/, ''));
  if (container === undefined) {
    machine.counters.unreadableMetadata++;
    return;
  }
  machine.containers.set(container.id, container);
  if (!container.known) current.hidden = true;
  current.thread = standIn(container.id);
}

/** The thread such an event is shown with: there is none in the table. */
function standIn(id: string): Thread {
  const thread = new Thread(-1, -1);
  thread.vtid = -2;
  thread.vpid = -2;
  thread.comm = `container:${id}`;
  thread.ptid = 0;
  thread.uid = 0;
  thread.gid = 0;
  thread.loginuid = 0;
  thread.containerId = id;
  return thread;
}

/** What drivers give as the name of an account they know only the number of: it tells nothing. */
const nameless = '<NA>';

function userAdded({ evt, machine }: CurrentEvent): void {
  const uid = u32(evt, 0, 0);
  const name = text(evt, 2);
  if (name === nameless) return;
  const entry = { uid, gid: u32(evt, 1, 0), name, home: text(evt, 3), shell: text(evt, 4) };
  machine.users.set(uid, entry, text(evt, 5));
}

function userDeleted({ evt, machine }: CurrentEvent): void {
  machine.users.delete(u32(evt, 0, 0), text(evt, 5));
}

function groupAdded({ evt, machine }: CurrentEvent): void {
  const gid = u32(evt, 0, 0);
  const name = text(evt, 1);
  if (name !== nameless) machine.groups.set(gid, { gid, name }, text(evt, 2));
}

function groupDeleted({ evt, machine }: CurrentEvent): void {
  machine.groups.delete(u32(evt, 0, 0), text(evt, 2));
}

/** Orchestrators say what they know in JSON; it is kept for whoever asks. */
function orchestrated({ evt, machine }: CurrentEvent): void {
  machine.addOrchestration(evt.type, raw(evt, 0).replace(/\0+$/, ''));
}

/** Linux keeps no longer name of a thread (TASK_COMM_LEN without its NUL). */
const commMax = 15;

/**
 * What a bpftrace script printed about a thread. Where nothing else tells of the thread, the record's own words do: its
 * process and its name.
 */
function noted(current: CurrentEvent): void {
  const { evt, machine } = current;
  const label = evt.tid <= 0 ? undefined : readBpftraceId(text(evt, 0));
  if (label === undefined) return;
  const known = machine.table.get(evt.tid);
  // A thread whose own events are seen is known better by those, unless those only name calls.
  if (label.kind !== bpftraceThread && known !== undefined && !Number.isNaN(known.lastSeenTime)) return;
  const record = readBpftraceRecord(text(evt, 1));
  const thread = known ?? machine.table.getOrInvent(evt.tid);
  const pid = numberOf(record, 'pid');
  if (known === undefined && pid !== undefined && pid > 0) machine.table.setProcess(thread, pid);
  const comm = record.get('comm');
  if (typeof comm === 'string' && comm !== '') thread.comm = comm.slice(0, commMax);
  current.thread = thread;
}

const code = (name: string) => eventNumber(`PPME_${name}_E`);

/** Containers and what orchestrators say of them: in front of the events of a capture, these are part of its state. */
export const inventoryHandlers: readonly (readonly [number, MetadataHandler])[] = [
  [code('CONTAINER'), containerNamed],
  [code('CONTAINER_JSON'), containerDescribed],
  [code('CONTAINER_JSON_2'), containerDescribed],
];

/** With these a capture has begun: containers told of later are events of it. */
export const orchestrationHandlers: readonly (readonly [number, MetadataHandler])[] = [
  [code('K8S'), orchestrated],
  [code('MESOS'), orchestrated],
];

export const accountHandlers: readonly (readonly [number, MetadataHandler])[] = [
  [code('USER_ADDED'), userAdded],
  [code('USER_DELETED'), userDeleted],
  [code('GROUP_ADDED'), groupAdded],
  [code('GROUP_DELETED'), groupDeleted],
];

/** Notes beside the stream that may tell of a thread. */
export const noteHandlers: readonly (readonly [number, MetadataHandler])[] = [[code('NOTIFICATION'), noted]];
