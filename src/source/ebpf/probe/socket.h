/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Sockets and their addresses in the form of capture files: u8 family, then IPv4 or IPv6 address (network order) and u16 port (host
 * order) of one end or of both, or for AF_UNIX the kernel addresses of both ends and the path.
 */
#ifndef TSDIG_SOCKET_H
#define TSDIG_SOCKET_H

#include "file.h"
#include "vector.h"

#include <bpf/bpf_endian.h>

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define FILE_TYPE_MASK 0170000
#define FILE_TYPE_SOCKET 0140000
/* sizeof(struct sockaddr_storage): longer addresses are refused by the kernel. */
#define ADDRESS_MAX 128
#define UNIX_PATH_MAX 108

struct user_inet {
	u16 family, port;
	u32 address;
};

struct user_inet6 {
	u16 family, port;
	u32 flow;
	struct in6_addr address;
};

static __always_inline struct sock *socket_of(s64 fd)
{
	struct file *file = file_of(fd);
	if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & FILE_TYPE_MASK) != FILE_TYPE_SOCKET)
		return NULL;
	struct socket *socket = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(socket, sk);
}

/* Brings a struct sockaddr of user memory into the scratch, followed by NUL; false when there is none. */
static __always_inline bool read_address(struct scratch *s, u64 address, u64 length)
{
	if (!address || length < sizeof(u16) || length > ADDRESS_MAX)
		return false;
	u32 n = BOUNDED((u32)length, 0xff);
	if (bpf_probe_read_user(s->address, n, (void *)address)) {
		unreadable(s);
		return false;
	}
	s->address[n] = 0;
	return true;
}

/* The path of the struct sockaddr_un in the scratch, with its NUL; an abstract name begins with '@' as in /proc/net/unix. */
static __always_inline u32 put_unix_path(struct scratch *s, u32 position)
{
	u8 *path = s->address + 2;
	u32 skip = 0;
	if (path[0] == 0 && path[1] != 0) {
		*at(s, position) = '@';
		skip = 1;
	}
	long length = bpf_probe_read_kernel_str(at(s, position + skip), UNIX_PATH_MAX, path + skip);
	return length < 0 ? 0 : skip + ((u32)length & 0x7f);
}

/* Replaces the address in the scratch by the one the unix socket is bound to. */
static __always_inline void own_unix_address(struct scratch *s, struct sock *sk)
{
	struct unix_address *own = BPF_CORE_READ((struct unix_sock *)sk, addr);
	s->address[2] = 0;
	s->address[3] = 0;
	if (!own)
		return;
	u32 length = BPF_CORE_READ(own, len);
	if (length > ADDRESS_MAX)
		return;
	length = BOUNDED(length, 0xff);
	if (bpf_probe_read_kernel(s->address, length, (void *)own + bpf_core_field_offset(struct unix_address, name)) == 0)
		s->address[length] = 0;
}

__attribute__((noinline)) u32 put_address(u32 cpu, u32 position, u64 address, u64 length)
{
	struct scratch *s = scratch_of(cpu);
	if (!s || !read_address(s, address, length))
		return 0;
	u16 family = *(u16 *)s->address;
	*at(s, position) = (u8)family;
	if (family == AF_INET) {
		struct user_inet *in = (void *)s->address;
		*(u32 *)at(s, position + 1) = in->address;
		*(u16 *)at(s, position + 5) = bpf_ntohs(in->port);
		return 7;
	}
	if (family == AF_INET6) {
		struct user_inet6 *in = (void *)s->address;
		*(struct in6_addr *)at(s, position + 1) = in->address;
		*(u16 *)at(s, position + 17) = bpf_ntohs(in->port);
		return 19;
	}
	if (family == AF_UNIX)
		return 1 + put_unix_path(s, position + 1);
	return 0;
}

static __always_inline u32 local_ipv4(struct sock *sk)
{
	u32 address = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
	return address ? address : BPF_CORE_READ((struct inet_sock *)sk, inet_saddr);
}

static __always_inline struct in6_addr local_ipv6(struct sock *sk)
{
	struct in6_addr address = BPF_CORE_READ(sk, __sk_common.skc_v6_rcv_saddr);
	u64 *halves = (void *)&address;
	if (!halves[0] && !halves[1])
		address = BPF_CORE_READ((struct inet_sock *)sk, pinet6, saddr);
	return address;
}

/*
 * Both ends of the socket at `fd`. The peer is the address in the scratch, or the socket's own when `connected`. Of an inbound tuple the
 * peer stands first, of an outbound one the socket.
 */
__attribute__((noinline)) u32 put_ends(u32 cpu, u32 position, u64 fd, u32 inbound, u32 connected)
{
	struct scratch *s = scratch_of(cpu);
	struct sock *sk = socket_of((s64)fd);
	if (!s || !sk)
		return 0;
	u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (!connected && *(u16 *)s->address != family)
		return 0;
	*at(s, position) = (u8)family;
	u16 port = BPF_CORE_READ(sk, __sk_common.skc_num);
	if (family == AF_INET) {
		struct user_inet *user = (void *)s->address;
		u32 peer = connected ? BPF_CORE_READ(sk, __sk_common.skc_daddr) : user->address;
		u16 peer_port = bpf_ntohs(connected ? BPF_CORE_READ(sk, __sk_common.skc_dport) : user->port);
		u32 own_at = position + (inbound ? 7 : 1), peer_at = position + (inbound ? 1 : 7);
		*(u32 *)at(s, own_at) = local_ipv4(sk);
		*(u16 *)at(s, own_at + 4) = port;
		*(u32 *)at(s, peer_at) = peer;
		*(u16 *)at(s, peer_at + 4) = peer_port;
		return 13;
	}
	if (family == AF_INET6) {
		struct user_inet6 *user = (void *)s->address;
		struct in6_addr peer = user->address;
		if (connected)
			peer = BPF_CORE_READ(sk, __sk_common.skc_v6_daddr);
		u16 peer_port = bpf_ntohs(connected ? BPF_CORE_READ(sk, __sk_common.skc_dport) : user->port);
		u32 own_at = position + (inbound ? 19 : 1), peer_at = position + (inbound ? 1 : 19);
		*(struct in6_addr *)at(s, own_at) = local_ipv6(sk);
		*(u16 *)at(s, own_at + 16) = port;
		*(struct in6_addr *)at(s, peer_at) = peer;
		*(u16 *)at(s, peer_at + 16) = peer_port;
		return 37;
	}
	if (family == AF_UNIX) {
		u64 peer = (u64)BPF_CORE_READ((struct unix_sock *)sk, peer);
		*(u64 *)at(s, position + 1) = inbound ? (u64)sk : peer;
		*(u64 *)at(s, position + 9) = inbound ? peer : (u64)sk;
		if (inbound)
			own_unix_address(s, sk);
		return 17 + put_unix_path(s, position + 17);
	}
	return 0;
}

__attribute__((noinline)) u32 put_tuple(u32 cpu, u32 position, u32 peer)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	u64 *reg = s->registers;
	u64 address, length = 0, fd = (u64)(s64)(s32)reg[REG_ARG0];
	u32 inbound = peer == PEER_RECVFROM || peer == PEER_RECVMSG;
	if (peer == PEER_ACCEPTED)
		return is_error(reg[REG_RESULT]) ? 0 : put_ends(cpu, position, reg[REG_RESULT], 1, 1);
	if (inbound && is_error(reg[REG_RESULT]))
		return 0;
	if (peer == PEER_CONNECT) {
		address = reg[1];
		length = (u32)reg[2];
	} else if (peer == PEER_SENDTO) {
		address = reg[4];
		length = (u32)reg[5];
	} else if (peer == PEER_RECVFROM) {
		address = reg[4];
		if (!reg[5] || !read_number(reg[5], 4, &length))
			return 0;
	} else {
		struct user_message message = {};
		if (!read_message(s, reg[1], &message))
			return 0;
		address = message.name;
		length = message.name_length;
	}
	return read_address(s, address, length) ? put_ends(cpu, position, fd, inbound, 0) : 0;
}

static __always_inline u32 queue_value(s64 fd, u32 which)
{
	struct sock *sk = socket_of(fd);
	if (!sk)
		return 0;
	u32 length = BPF_CORE_READ(sk, sk_ack_backlog), maximum = BPF_CORE_READ(sk, sk_max_ack_backlog);
	if (which == QUEUE_LENGTH)
		return length;
	if (which == QUEUE_MAXIMUM)
		return maximum;
	return maximum ? (u32)((u64)length * 100 / maximum) : 0;
}

/* Kernel address of one end of a new pair of unix sockets, whose fds stand in user memory. */
static __always_inline u64 pair_end(u64 fds, u32 second)
{
	u64 fd = 0;
	if (!read_number(fds, 4 | SIGNED, &fd))
		return 0;
	struct sock *sk = socket_of((s64)fd);
	if (!sk || !second)
		return (u64)sk;
	return (u64)BPF_CORE_READ((struct unix_sock *)sk, peer);
}

#endif
