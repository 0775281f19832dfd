// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Plays the kernel for core.bpf.c: the same type names with other layouts. Only its type information is used, never its code.
 */
enum color { RED = 10, GREEN = 20, VIOLET = 30 };
enum mood { CALM = -5, ANGRY = 6 };

struct inner {
	long before;
	int deep;
};

struct sample {
	long added;
	int first;
	union {
		struct {
			short hidden;
			char in_union;
		};
		long whole;
	};
	int values[8];
	struct inner nested[3];
	unsigned int low_bits : 3, middle_bits : 13;
	int signed_bits : 5;
	unsigned long widened;
	unsigned int narrowed;
	short widened_signed;
	void *pointer;
	enum color shade;
	float changed_kind;
	char tail[];
};

struct twice {
	int first;
	int same;
	int other;
};
struct twice___second {
	int last;
	int same;
	int another;
	int other;
};

struct resized {
	char bytes[40];
};
typedef struct resized resized_t;
typedef int (*callback_t)(struct sample *, long);
union choice {
	int a;
	long b;
};

struct renamed {
	int other_word;
	int new_name;
};

struct all {
	struct twice b;
	struct twice___second c;
	resized_t d;
	callback_t e;
	union choice f;
	enum mood g;
	struct renamed h;
	struct sample a;
};

int use(struct all *all)
{
	return all->a.first;
}
