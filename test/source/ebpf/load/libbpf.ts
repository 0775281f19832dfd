import koffi from 'koffi';
import { programInfo } from '../../../../src/source/ebpf/load/index.ts';

/** The installed libbpf, the loader others are measured by. */
export interface Libbpf {
  /**
   * Loads an object file and returns the kernel's tag of each loaded program; undefined when libbpf or the kernel refuses. `btf` is a
   * file to take the kernel's types from, `program` the only program to load.
   */
  tags(object: string, options?: { readonly btf?: string; readonly program?: string }): ReadonlyMap<string, string> | undefined;
}

/** Size and offset in `struct bpf_object_open_opts` of bpf/libbpf.h. */
const OPTIONS_BYTES = 80;
const BTF_PATH_OFFSET = 48;

/** The library, or undefined where it is not installed. */
export function findLibbpf(): Libbpf | undefined {
  let library: ReturnType<typeof koffi.load>;
  try {
    library = koffi.load('libbpf.so.1');
  } catch {
    return undefined;
  }
  const setPrint = library.func('void *libbpf_set_print(void *print)');
  const open = library.func('void *bpf_object__open_file(const char *path, uint8_t *options)');
  const load = library.func('int bpf_object__load(void *object)');
  const close = library.func('void bpf_object__close(void *object)');
  const next = library.func('void *bpf_object__next_program(void *object, void *program)');
  const nameOf = library.func('const char *bpf_program__name(void *program)');
  const fdOf = library.func('int bpf_program__fd(void *program)');
  const setAutoload = library.func('int bpf_program__set_autoload(void *program, bool autoload)');
  setPrint(null);
  return {
    tags(object, { btf, program } = {}) {
      const path = Buffer.from(`${btf ?? ''}\0`);
      const options = new Uint8Array(OPTIONS_BYTES);
      const view = new DataView(options.buffer);
      view.setBigUint64(0, BigInt(OPTIONS_BYTES), true);
      if (btf !== undefined) view.setBigUint64(BTF_PATH_OFFSET, koffi.address(path), true);
      const handle: unknown = open(object, options);
      if (handle === null) return undefined;
      try {
        const programs: unknown[] = [];
        for (let item: unknown = next(handle, null); item !== null; item = next(handle, item)) programs.push(item);
        if (program !== undefined) for (const item of programs) setAutoload(item, nameOf(item) === program);
        if (load(handle) !== 0) return undefined;
        const tags = new Map<string, string>();
        for (const item of programs) {
          const fd = fdOf(item) as number;
          if (fd >= 0) tags.set(nameOf(item) as string, programInfo(fd).tag);
        }
        return tags;
      } finally {
        close(handle);
      }
    },
  };
}
