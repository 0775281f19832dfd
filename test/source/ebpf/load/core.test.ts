import { describe, expect, test } from 'vitest';
import { CoreResolver, indexKernelTypes, type Resolution, wantedNames } from '../../../../src/source/ebpf/load/core.ts';
import { CoreRelocationError, loadObject, programInfo, VerifierError } from '../../../../src/source/ebpf/load/index.ts';
import { parseObject } from '../../../../src/source/ebpf/load/object.ts';
import { findLibbpf } from './libbpf.ts';
import { because, loadingObstacle, objectBtf, objectBytes, objectPath } from './support.ts';

/** `core.o` asks one question a program; `core-kernel.o` stands for the kernel. Layouts: objects/core*.bpf.c. */
const object = parseObject(objectBytes('core'));
const kernel = objectBtf('core-kernel');
const relocations = [...object.ext.relocations.values()].flat();

function answers(program: string): Resolution[] {
  const resolver = new CoreResolver(object.btf, kernel, indexKernelTypes(kernel, wantedNames(object.btf, relocations)));
  const entry = object.entries.find((candidate) => candidate.name === program);
  if (entry === undefined) throw new Error(`no program ${program}`);
  return relocations
    .filter((relocation) => relocation.offset >= entry.offset && relocation.offset < entry.offset + entry.size)
    .map((relocation) => resolver.resolve(relocation));
}

const U64 = 1n << 64n;

describe('an answer to a relocation', () => {
  test.each<[program: string, answer: bigint, meaning: string]>([
    ['offset', 8n, 'a member that moved'],
    ['offset_of_flavour', 8n, 'the same through a flavour of the struct'],
    ['offset_in_anonymous', 18n, "a member that went into an anonymous union's anonymous struct"],
    ['offset_of_element', 36n, 'an element of an array that moved'],
    ['offset_in_nested', 80n, 'a member of an element of an array of structs that grew'],
    ['offset_in_tail', 149n, 'an element of a flexible array'],
    ['offset_of_pointer', 128n, 'a pointer'],
    ['size_of_array', 32n, 'an array that grew'],
    ['size_of_element', 16n, 'a struct in an array that grew'],
    ['size_of_widened', 8n, 'an integer that became wider'],
    ['exists', 1n, 'a member that is there'],
    ['exists_not', 0n, 'a member that is not'],
    ['exists_as_other_kind', 0n, 'a member of that name that became a float'],
    ['sign_of_unsigned', 0n, 'an unsigned integer'],
    ['sign_of_signed', 1n, 'a signed bit field'],
    ['bits_offset', 104n, 'the aligned word around a bit field'],
    ['bits_size', 4n, 'bytes of that word'],
    ['bits_left', 48n, 'bits above the field in a 64-bit register'],
    ['bits_right', 51n, 'bits the field does not have of 64'],
    ['shift_right_of_int', 32n, 'the same for a whole integer'],
    ['same_in_two_types', 4n, 'a member at the same place in two types of one name'],
    ['only_in_one_type', 0n, 'a member only one of two types of one name has'],
    ['old_name_exists', 0n, 'the old name of a member'],
    ['new_name_offset', 4n, 'the new name of a member'],
    ['struct_is_no_union', 0n, 'a struct where the kernel has a union of that name'],
    ['type_exists', 1n, 'a type that is there'],
    ['type_exists_not', 0n, 'a type that is not'],
    ['type_exists_typedef', 1n, 'a typedef'],
    ['type_exists_callback', 1n, 'a function pointer with the same parameters'],
    ['type_exists_union', 1n, 'a union, whatever its members'],
    ['type_size', 40n, 'a struct that grew'],
    ['type_size_of_typedef', 40n, 'a typedef of it'],
    ['type_size_not', 0n, 'size of a type that is not there'],
    ['type_id_kernel_not', 0n, 'number of a type that is not there'],
    ['enum_value', 20n, 'an enum value that changed'],
    ['enum_value_negative', U64 - 5n, 'one that became negative, sign-extended'],
    ['enum_value_exists', 1n, 'an enum value that is there'],
    ['enum_value_exists_not', 0n, 'an enum value that is not'],
  ])('%s is %d: %s', (program, answer) => {
    expect(answers(program)).toMatchObject([{ value: answer, isPoison: false }]);
  });

  test('names the type by its number in the object, or in the kernel', () => {
    expect(object.btf.name(Number(answers('type_id_local')[0]!.value))).toBe('resized');
    expect(kernel.name(Number(answers('type_id_kernel')[0]!.value))).toBe('resized');
  });

  test('is poison for a field or enum value the kernel has not, next to the check that keeps it from running', () => {
    expect(answers('guarded_field')).toMatchObject([{ value: 0n, isPoison: false }, { isPoison: true }]);
    expect(answers('guarded_enum')).toMatchObject([{ value: 0n, isPoison: false }, { isPoison: true }]);
  });

  test('is refused when two types of the kernel have the field at different places', () => {
    expect(() => answers('different_in_two_types')).toThrow(CoreRelocationError);
    expect(() => answers('different_in_two_types')).toThrow("the kernel has several types 'twice' that differ at '0:2'");
  });

  test('tells that a load must change its width, and when that would change the value', () => {
    expect(answers('load_widened')).toMatchObject([{ localFieldBytes: 4, fieldBytes: 8, isUnsafeWidth: false }]);
    expect(answers('load_narrowed')).toMatchObject([{ localFieldBytes: 8, fieldBytes: 4, isUnsafeWidth: false }]);
    expect(answers('load_widened_signed')).toMatchObject([{ localFieldBytes: 4, fieldBytes: 2, isUnsafeWidth: true }]);
  });
});

const obstacle = await loadingObstacle();
const libbpf = findLibbpf();
const noComparison = obstacle ?? (libbpf === undefined ? 'libbpf.so.1 is not installed' : undefined);

describe.skipIf(noComparison !== undefined)(`patched instructions${because(noComparison)}`, () => {
  // The kernel computes a program's tag from its instructions: the same tag, the same patches.
  test.each(object.entries.map((entry) => entry.name))('of %s are the ones libbpf makes', async (program) => {
    const reference = libbpf!.tags(objectPath('core'), { btf: objectPath('core-kernel'), program });
    if (reference === undefined) {
      await expect(loadCore(program)).rejects.toThrow(program === 'different_in_two_types' ? CoreRelocationError : VerifierError);
      return;
    }
    expect(await loadCore(program)).toBe(reference.get(program));
  });

  test('refused by libbpf too are the ambiguous one and those that can never run', () => {
    const refused = object.entries
      .map((entry) => entry.name)
      .filter((program) => libbpf!.tags(objectPath('core'), { btf: objectPath('core-kernel'), program }) === undefined);
    expect(refused).toEqual(['different_in_two_types', 'unguarded_field', 'load_widened_signed']);
  });
});

/** The kernel's tag of one program of core.o, fitted to core-kernel.o. */
async function loadCore(program: string): Promise<string> {
  const loaded = await loadObject(objectBytes('core'), { programs: [program], kernelBtf: kernel.bytes });
  try {
    return programInfo(loaded.programs.get(program)!.fd).tag;
  } finally {
    loaded.close();
  }
}
