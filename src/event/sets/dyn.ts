import type { DynSet, ParamDef } from '../types.ts';

/** The variants of a set in the order of the number that picks one; they have no names of their own. */
function variants(...types: readonly Pick<ParamDef, 'type' | 'format'>[]): readonly ParamDef[] {
  return types.map(({ type, format }) => ({ name: '', type, format }));
}

/** Value of a socket option. */
export const sockoptDynamicParam: DynSet = {
  name: 'sockopt_dynamic_param',
  variants: variants(
    { type: 'BYTEBUF', format: 'HEX' },
    { type: 'ERRNO', format: 'DEC' },
    { type: 'UINT32', format: 'DEC' },
    { type: 'UINT64', format: 'DEC' },
    { type: 'RELTIME', format: 'DEC' },
  ),
};

/** Address and data of ptrace. */
export const ptraceDynamicParam: DynSet = {
  name: 'ptrace_dynamic_param',
  variants: variants({ type: 'UINT64', format: 'HEX' }, { type: 'SIGTYPE', format: 'DEC' }),
};

/** Result of bpf: an fd where the command makes one. */
export const bpfDynamicParam: DynSet = {
  name: 'bpf_dynamic_param',
  variants: variants({ type: 'FD', format: 'DEC' }, { type: 'ERRNO', format: 'DEC' }),
};

/** Arguments of keyctl. */
export const keyctlDynamicParam: DynSet = {
  name: 'keyctl_dynamic_param',
  variants: variants({ type: 'INT64', format: 'DEC' }, { type: 'CHARBUF', format: 'NA' }),
};
