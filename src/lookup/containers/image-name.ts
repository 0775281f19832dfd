/** The parts of an image's name. */
export interface ImageName {
  /** With the registry, as in `registry:5000/web`. */
  readonly repo: string;
  readonly tag: string;
  /** As in `sha256:...`. */
  readonly digest: string;
}

/** Takes `registry:5000/web:1.2@sha256:...` apart; a colon before the last slash belongs to the registry. */
export function imageName(name: string): ImageName {
  const at = name.indexOf('@');
  const digest = at < 0 ? '' : name.slice(at + 1);
  const named = at < 0 ? name : name.slice(0, at);
  const colon = named.lastIndexOf(':');
  if (colon <= named.lastIndexOf('/')) return { repo: named, tag: '', digest };
  return { repo: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}

/** Whether an image was named by its id, or the beginning of it, with or without `sha256:`. */
export function isImageId(name: string, id: string): boolean {
  const bare = name.replace(/^sha256:/, '');
  return bare !== '' && /^[0-9a-f]{6,64}$/.test(bare) && id.startsWith(bare);
}
