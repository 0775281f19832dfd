import type { InitialState } from '../event/index.ts';
import type { EventSource } from '../source/index.ts';
import { become, type Identity, identityToBecome } from './privileges.ts';

/** Whom a live run becomes once it captures. @throws UsageError */
export function identityOf({ user, noDrop }: { readonly user: string | undefined; readonly noDrop: boolean }): Identity | undefined {
  return identityToBecome({ user, noDrop, sudoUid: process.env.SUDO_UID, sudoGid: process.env.SUDO_GID });
}

/** Who called sudo, where we still have the rights of root: what is made for them is to be theirs. */
export function invokingUser(): Identity | undefined {
  return identityToBecome({ user: undefined, noDrop: false, sudoUid: process.env.SUDO_UID, sudoGid: process.env.SUDO_GID });
}

/** Opens a source, then gives up the rights that only this needed. Rejects with errors of the source, and with PrivilegeError. */
export async function openWithRights(source: EventSource, identity: Identity | undefined): Promise<InitialState> {
  const state = await source.open();
  // From here on nothing needs rights, and all that users name is opened without them.
  if (identity !== undefined) become(identity);
  return state;
}
