// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* One relocation a program, so that a test can ask for the answer to each by the program's name. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

char LICENSE[] SEC("license") = "GPL";

#define RELOCATABLE __attribute__((preserve_access_index))

enum color { RED = 1, GREEN = 2, BLUE = 3 };
enum mood { CALM = 1, ANGRY = 2 };

struct inner {
	int deep;
} RELOCATABLE;

struct sample {
	int first;
	char in_union;
	int values[4];
	struct inner nested[2];
	unsigned int low_bits : 3, middle_bits : 13;
	int signed_bits : 5;
	unsigned int widened;
	unsigned long narrowed;
	int widened_signed;
	void *pointer;
	enum color shade;
	int changed_kind;
	int gone;
	char tail[];
} RELOCATABLE;

struct sample___first_flavour {
	int first;
} RELOCATABLE;

struct twice {
	int first;
	int same;
	int other;
} RELOCATABLE;

struct resized {
	char bytes[4];
} RELOCATABLE;
typedef struct resized resized_t;
typedef int (*callback_t)(struct sample *, long);
typedef int (*other_callback_t)(struct sample *);
struct nowhere {
	int nothing;
} RELOCATABLE;
union choice {
	int a;
} RELOCATABLE;
struct choice___struct {
	int a;
} RELOCATABLE;
struct renamed___old {
	int old_name;
} RELOCATABLE;
struct renamed___new {
	int new_name;
} RELOCATABLE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, char[1024]);
} memory SEC(".maps");

#define PROGRAM(name) SEC("raw_tp/sys_enter") int name(void *ctx)
#define ASK(name, expression) PROGRAM(name) { return (int)(expression); }
#define FIELD(type, field, question) __builtin_preserve_field_info(((struct type *)0)->field, question)

ASK(offset, FIELD(sample, first, BPF_FIELD_BYTE_OFFSET))
ASK(offset_of_flavour, FIELD(sample___first_flavour, first, BPF_FIELD_BYTE_OFFSET))
ASK(offset_in_anonymous, FIELD(sample, in_union, BPF_FIELD_BYTE_OFFSET))
ASK(offset_of_element, FIELD(sample, values[3], BPF_FIELD_BYTE_OFFSET))
ASK(offset_in_nested, FIELD(sample, nested[1].deep, BPF_FIELD_BYTE_OFFSET))
ASK(offset_in_tail, FIELD(sample, tail[5], BPF_FIELD_BYTE_OFFSET))
ASK(offset_of_pointer, FIELD(sample, pointer, BPF_FIELD_BYTE_OFFSET))
ASK(size_of_array, FIELD(sample, values, BPF_FIELD_BYTE_SIZE))
ASK(size_of_element, FIELD(sample, nested[0], BPF_FIELD_BYTE_SIZE))
ASK(size_of_widened, FIELD(sample, widened, BPF_FIELD_BYTE_SIZE))
ASK(exists, FIELD(sample, first, BPF_FIELD_EXISTS))
ASK(exists_not, FIELD(sample, gone, BPF_FIELD_EXISTS))
ASK(exists_as_other_kind, FIELD(sample, changed_kind, BPF_FIELD_EXISTS))
ASK(sign_of_unsigned, FIELD(sample, widened, BPF_FIELD_SIGNED))
ASK(sign_of_signed, FIELD(sample, signed_bits, BPF_FIELD_SIGNED))
ASK(bits_offset, FIELD(sample, middle_bits, BPF_FIELD_BYTE_OFFSET))
ASK(bits_size, FIELD(sample, middle_bits, BPF_FIELD_BYTE_SIZE))
ASK(bits_left, FIELD(sample, middle_bits, BPF_FIELD_LSHIFT_U64))
ASK(bits_right, FIELD(sample, middle_bits, BPF_FIELD_RSHIFT_U64))
ASK(shift_right_of_int, FIELD(sample, first, BPF_FIELD_RSHIFT_U64))
ASK(same_in_two_types, FIELD(twice, same, BPF_FIELD_BYTE_OFFSET))
ASK(different_in_two_types, FIELD(twice, other, BPF_FIELD_BYTE_OFFSET))
ASK(only_in_one_type, FIELD(twice, first, BPF_FIELD_BYTE_OFFSET))
ASK(old_name_exists, FIELD(renamed___old, old_name, BPF_FIELD_EXISTS))
ASK(new_name_offset, FIELD(renamed___new, new_name, BPF_FIELD_BYTE_OFFSET))
ASK(struct_is_no_union, bpf_core_type_exists(struct choice___struct))

ASK(type_exists, bpf_core_type_exists(struct resized))
ASK(type_exists_not, bpf_core_type_exists(struct nowhere))
ASK(type_exists_typedef, bpf_core_type_exists(resized_t))
ASK(type_exists_callback, bpf_core_type_exists(callback_t))
ASK(type_exists_union, bpf_core_type_exists(union choice))
ASK(type_size, bpf_core_type_size(struct resized))
ASK(type_size_of_typedef, bpf_core_type_size(resized_t))
ASK(type_size_not, bpf_core_type_size(struct nowhere))
ASK(type_id_local, bpf_core_type_id_local(struct resized))
ASK(type_id_kernel, bpf_core_type_id_kernel(struct resized))
ASK(type_id_kernel_not, bpf_core_type_id_kernel(struct nowhere))

ASK(enum_value, bpf_core_enum_value(enum color, GREEN))
ASK(enum_value_negative, bpf_core_enum_value(enum mood, CALM))
ASK(enum_value_exists, bpf_core_enum_value_exists(enum color, RED))
ASK(enum_value_exists_not, bpf_core_enum_value_exists(enum color, BLUE))

/* What has no meaning must be dead code: the check in front decides it. */
PROGRAM(guarded_field)
{
	return FIELD(sample, gone, BPF_FIELD_EXISTS) ? FIELD(sample, gone, BPF_FIELD_BYTE_OFFSET) : -1;
}
PROGRAM(guarded_enum)
{
	return bpf_core_enum_value_exists(enum color, BLUE) ? (int)bpf_core_enum_value(enum color, BLUE) : -1;
}
PROGRAM(unguarded_field)
{
	return FIELD(sample, gone, BPF_FIELD_BYTE_OFFSET);
}

static __always_inline struct sample *sample_memory(void)
{
	__u32 zero = 0;
	return bpf_map_lookup_elem(&memory, &zero);
}
#define WITH_SAMPLE(name, statement) \
	PROGRAM(name) \
	{ \
		struct sample *s = sample_memory(); \
		if (!s) \
			return 0; \
		statement; \
		return 0; \
	}

WITH_SAMPLE(load, return s->first)
WITH_SAMPLE(load_widened, return s->widened)
WITH_SAMPLE(load_pointer, return (long)s->pointer)
WITH_SAMPLE(load_narrowed, return s->narrowed)
WITH_SAMPLE(load_enum, return s->shade)
WITH_SAMPLE(load_widened_signed, return s->widened_signed)
WITH_SAMPLE(store, s->first = bpf_get_smp_processor_id())
WITH_SAMPLE(store_widened, s->widened = bpf_get_smp_processor_id())
WITH_SAMPLE(add_offset, bpf_probe_read_kernel(s, 4, &s->nested[1].deep))
