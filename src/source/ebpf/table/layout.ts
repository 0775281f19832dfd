/** Shapes of the capture table's maps: the structs of `../probe/spec.h`. Offsets and sizes in bytes. */

/** Numbers of 64-bit syscalls, then as many of 32-bit tasks; the last of each half stands for all above. */
export const SYSCALL_COUNT = 512;
export const TABLE_COUNT = 2 * SYSCALL_COUNT;
/** Parameters an event can have. */
export const PARAM_COUNT = 32;
export const FLAG_TABLE_COUNT = 64;
export const FLAG_TABLE_ENTRIES = 64;

/** `struct syscall_entry`. */
export const syscallEntry = { size: 8, enter: 0, exit: 2, code: 4, enterFlags: 6, exitFlags: 7 } as const;

/** Bits of its flags: the event is wanted; it changes state and is never filtered by who or what; it changes who the thread is. */
export const EVENT_EMIT = 1;
export const EVENT_STATE = 2;
export const EVENT_CHANGE = 4;

/** `struct param_spec`. */
export const paramSpec = { size: 8, source: 0, a: 1, b: 2, width: 3, table: 4, flags: 5, immediate: 6 } as const;
export const PARAM_ON_SUCCESS = 1;
export const PARAM_DEFAULT_MINUS_ONE = 2;
export const PARAM_UNSIGNED_INT = 32;

/** `struct event_spec`. */
export const eventSpec = { size: 8 + PARAM_COUNT * paramSpec.size, type: 0, count: 2, params: 8 } as const;

/** `struct flag_entry`, `struct flag_table`. */
export const flagEntry = { size: 12, mask: 0, value: 4, out: 8 } as const;
export const flagTable = { size: 16 + FLAG_TABLE_ENTRIES * flagEntry.size, count: 0, otherwise: 4, same: 8, entries: 16 } as const;
