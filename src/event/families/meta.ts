import { p, pair } from '../define.ts';
import { pfFlags } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Not syscalls: the scheduler, samples, containers, tracers, notes of the capture itself. One entry is one event type, both directions. */
export const metaEvents = [
  pair(146, 'PPME_SCHEDSWITCH_1', 'switch', 'SCHEDULER', F.SKIPPARSERESET | F.OLD_VERSION | F.DROP_SIMPLE_CONS, {
    enter: [p('next', 'PID', 'DEC')],
    exit: [],
    exitName: 'NA2',
    exitFlags: F.SKIPPARSERESET | F.UNUSED | F.OLD_VERSION,
  }),
  pair(148, 'PPME_DROP', 'drop', 'INTERNAL', F.SKIPPARSERESET, {
    enter: [p('ratio', 'UINT32', 'DEC')],
    exit: [p('ratio', 'UINT32', 'DEC')],
  }),
  pair(152, 'PPME_SCHEDSWITCH_6', 'switch', 'SCHEDULER', F.DROP_SIMPLE_CONS, {
    enter: [
      p('next', 'PID', 'DEC'),
      p('pgft_maj', 'UINT64', 'DEC'),
      p('pgft_min', 'UINT64', 'DEC'),
      p('vm_size', 'UINT32', 'DEC'),
      p('vm_rss', 'UINT32', 'DEC'),
      p('vm_swap', 'UINT32', 'DEC'),
    ],
    exit: [],
    exitName: 'NA2',
    exitFlags: F.UNUSED,
  }),
  pair(196, 'PPME_SYSDIGEVENT', 'sysdigevent', 'INTERNAL', F.SKIPPARSERESET, {
    enter: [p('event_type', 'UINT32', 'DEC'), p('event_data', 'UINT64', 'DEC')],
    exit: [],
    exitFlags: F.UNUSED,
  }),
  pair(228, 'PPME_CONTAINER', 'container', 'INTERNAL', F.SKIPPARSERESET | F.MODIFIES_STATE | F.OLD_VERSION, {
    enter: [p('id', 'CHARBUF'), p('type', 'UINT32', 'DEC'), p('name', 'CHARBUF'), p('image', 'CHARBUF')],
    exit: [],
    exitFlags: F.UNUSED | F.OLD_VERSION,
  }),
  pair(234, 'PPME_PROCINFO', 'procinfo', 'INTERNAL', F.SKIPPARSERESET | F.DROP_SIMPLE_CONS, {
    enter: [p('cpu_usr', 'UINT64', 'DEC'), p('cpu_sys', 'UINT64', 'DEC')],
    exit: [],
    exitName: 'NA2',
    exitFlags: F.UNUSED,
  }),
  pair(244, 'PPME_CPU_HOTPLUG', 'cpu_hotplug', 'SYSTEM', F.SKIPPARSERESET | F.MODIFIES_STATE, {
    enter: [p('cpu', 'UINT32', 'DEC'), p('action', 'UINT32', 'DEC')],
    exit: [],
    exitName: 'NA2',
    exitFlags: F.UNUSED,
  }),
  pair(260, 'PPME_K8S', 'k8s', 'INTERNAL', F.SKIPPARSERESET | F.MODIFIES_STATE, {
    enter: [p('json', 'CHARBUF')],
    exit: [],
    exitName: 'NA3',
    exitCategory: 'SYSTEM',
    exitFlags: F.UNUSED,
  }),
  pair(268, 'PPME_TRACER', 'tracer', 'OTHER', F.NONE, {
    enter: [p('id', 'INT64', 'DEC'), p('tags', 'CHARBUFARRAY'), p('args', 'CHARBUF_PAIR_ARRAY')],
    exit: [p('id', 'INT64', 'DEC'), p('tags', 'CHARBUFARRAY'), p('args', 'CHARBUF_PAIR_ARRAY')],
  }),
  pair(270, 'PPME_MESOS', 'mesos', 'INTERNAL', F.SKIPPARSERESET | F.MODIFIES_STATE, {
    enter: [p('json', 'CHARBUF')],
    exit: [],
    exitName: 'NA4',
    exitCategory: 'SYSTEM',
    exitFlags: F.UNUSED,
  }),
  pair(272, 'PPME_CONTAINER_JSON', 'container', 'PROCESS', F.MODIFIES_STATE, {
    enter: [p('json', 'CHARBUF')],
    exit: [],
    exitFlags: F.UNUSED,
  }),
  pair(280, 'PPME_NOTIFICATION', 'notification', 'OTHER', F.SKIPPARSERESET, {
    enter: [p('id', 'CHARBUF', 'DEC'), p('desc', 'CHARBUF')],
    exit: [],
    exitName: 'NA4',
    exitCategory: 'SYSTEM',
    exitFlags: F.UNUSED,
  }),
  pair(286, 'PPME_INFRASTRUCTURE_EVENT', 'infra', 'INTERNAL', F.SKIPPARSERESET, {
    enter: [p('source', 'CHARBUF', 'DEC'), p('name', 'CHARBUF'), p('description', 'CHARBUF'), p('scope', 'CHARBUF')],
    exit: [],
    exitName: 'NA4',
    exitCategory: 'SYSTEM',
    exitFlags: F.UNUSED,
  }),
  pair(290, 'PPME_PAGE_FAULT', 'page_fault', 'OTHER', F.SKIPPARSERESET | F.DROP_SIMPLE_CONS, {
    enter: [p('addr', 'UINT64', 'HEX'), p('ip', 'UINT64', 'HEX'), p('error', 'FLAGS32', 'HEX', { set: pfFlags })],
    exit: [],
    exitName: 'NA5',
    exitFlags: F.UNUSED,
  }),
  pair(322, 'PPME_PLUGINEVENT', 'pluginevent', 'OTHER', F.LARGE_PAYLOAD, {
    enter: [p('plugin ID', 'UINT32', 'DEC'), p('event_data', 'BYTEBUF')],
    exit: [],
    exitFlags: F.UNUSED,
  }),
  pair(324, 'PPME_CONTAINER_JSON_2', 'container', 'PROCESS', F.MODIFIES_STATE | F.LARGE_PAYLOAD, {
    enter: [p('json', 'CHARBUF')],
    exit: [],
    exitFlags: F.UNUSED,
  }),
  pair(354, 'PPME_USER_ADDED', 'useradded', 'PROCESS', F.MODIFIES_STATE, {
    enter: [
      p('uid', 'UINT32', 'DEC'),
      p('gid', 'UINT32', 'DEC'),
      p('name', 'CHARBUF'),
      p('home', 'CHARBUF'),
      p('shell', 'CHARBUF'),
      p('container_id', 'CHARBUF'),
    ],
    exit: [],
    exitName: 'NA',
    exitCategory: 'UNKNOWN',
    exitFlags: F.UNUSED,
  }),
  pair(356, 'PPME_USER_DELETED', 'userdeleted', 'PROCESS', F.MODIFIES_STATE, {
    enter: [
      p('uid', 'UINT32', 'DEC'),
      p('gid', 'UINT32', 'DEC'),
      p('name', 'CHARBUF'),
      p('home', 'CHARBUF'),
      p('shell', 'CHARBUF'),
      p('container_id', 'CHARBUF'),
    ],
    exit: [],
    exitName: 'NA',
    exitCategory: 'UNKNOWN',
    exitFlags: F.UNUSED,
  }),
  pair(358, 'PPME_GROUP_ADDED', 'groupadded', 'PROCESS', F.MODIFIES_STATE, {
    enter: [p('gid', 'UINT32', 'DEC'), p('name', 'CHARBUF'), p('container_id', 'CHARBUF')],
    exit: [],
    exitName: 'NA',
    exitCategory: 'UNKNOWN',
    exitFlags: F.UNUSED,
  }),
  pair(360, 'PPME_GROUP_DELETED', 'groupdeleted', 'PROCESS', F.MODIFIES_STATE, {
    enter: [p('gid', 'UINT32', 'DEC'), p('name', 'CHARBUF'), p('container_id', 'CHARBUF')],
    exit: [],
    exitName: 'NA',
    exitCategory: 'UNKNOWN',
    exitFlags: F.UNUSED,
  }),
  pair(402, 'PPME_ASYNCEVENT', 'asyncevent', 'OTHER', F.LARGE_PAYLOAD, {
    enter: [p('plugin_id', 'UINT32', 'DEC'), p('name', 'CHARBUF'), p('data', 'BYTEBUF')],
    exit: [],
    exitName: 'NA',
    exitCategory: 'UNKNOWN',
    exitFlags: F.UNUSED,
  }),
];
