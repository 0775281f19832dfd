import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../src/filter/index.ts';
import { Fd, Thread } from '../../src/machine/index.ts';
import { contextOf } from '../support/event-context.ts';

const thread = new Thread(7, 7);
thread.comm = 'NgInx';
thread.exe = '/usr/bin/nginx';
thread.args = ['-v', '-p', '80', '-xy', 'file'];
const tuple = { source: 0x0a000001, sourcePort: 40000, destination: 0x08080808, destinationPort: 53, l4proto: 2 };
const socket = Fd.of({ type: 3, name: '10.0.0.1:40000->8.8.8.8:53', tuple, role: 'client' });
const context = contextOf({ type: 'PPME_SYSCALL_WRITE_X', thread, fd: socket, fdNumber: 4 });
const passes = (filter: string) => compileFilter(filter).predicate(context);

describe('transformers', () => {
  it('change the case of ASCII letters', () => {
    expect(passes('tolower(proc.name) = nginx')).toBe(true);
    expect(passes('toupper(proc.name) = NGINX')).toBe(true);
    expect(passes('tolower(toupper(proc.name)) = nginx')).toBe(true);
  });

  it('take the last part of a path', () => {
    expect(passes('basename(proc.exe) = nginx')).toBe(true);
    expect(passes('basename(proc.name) = NgInx')).toBe(true);
  });

  it('count bytes', () => {
    expect(passes('len(proc.name) = 5 and len(proc.exe) > 5')).toBe(true);
  });

  it('put texts and numbers together', () => {
    expect(passes('concat(fd.sip, ":", fd.sport) in ("8.8.8.8:53", "4.4.4.4:53")')).toBe(true);
    expect(passes('join("-", (proc.name, fd.num)) = NgInx-4')).toBe(true);
  });

  it('have no value where one of their fields has none', () => {
    expect(passes('concat(proc.name, fd.filename) exists')).toBe(false);
    expect(passes('concat(proc.name, fd.filename) != x')).toBe(false);
  });

  it('read command-line options', () => {
    expect(passes('getopt(proc.args, "vp:xy")[p] = 80')).toBe(true);
    expect(passes('getopt(proc.args, "vp:xyz")[z] exists')).toBe(false);
    expect(passes('getopt(proc.args, "vp:xyz") intersects (z, y)')).toBe(true);
    expect(passes('getopt(proc.args, "vp:xyz") in (v, p)')).toBe(false);
    expect(passes('getopt(proc.args, "vp:xyz") in (v, p, x, y)')).toBe(true);
  });

  it('decode base64', () => {
    thread.exepath = 'aGVsbG8=';
    expect(passes('b64(proc.exepath) = hello')).toBe(true);
    expect(passes('b64(proc.exe) exists')).toBe(true);
    thread.exepath = '!!!';
    expect(passes('b64(proc.exepath) exists')).toBe(false);
  });

  it('refuse what is not for them', () => {
    expect(() => compileFilter('tolower(fd.num) = 3')).toThrow("'tolower' takes text, and fd.num is not");
    expect(() => compileFilter('len(fd.num) = 3')).toThrow("'len' takes text, bytes or a list");
    expect(() => compileFilter('getopt(proc.args, "a b")[a] = 3')).toThrow('which options there are');
    expect(() => compileFilter('getopt(proc.args, "ab")[c] = 3')).toThrow('none of the options');
    expect(() => compileFilter('join(proc.name, fd.name) = x')).toThrow('text to put between');
  });
});

describe('a field compared with another', () => {
  it('holds its value against the other’s', () => {
    expect(passes('proc.pid = val(thread.tid)')).toBe(true);
    expect(passes('proc.pid > val(fd.num)')).toBe(true);
    expect(passes('proc.exe endswith val(proc.name)')).toBe(false);
    expect(passes('tolower(proc.exe) endswith tolower(proc.name)')).toBe(true);
    expect(passes('proc.name in val(proc.name)')).toBe(true);
  });

  it('fails where either has none', () => {
    expect(passes('proc.name != val(fd.filename)')).toBe(false);
    expect(passes('fd.filename != val(proc.name)')).toBe(false);
  });

  it('needs both of one type, and an operator that can', () => {
    expect(() => compileFilter('proc.name = val(fd.num)')).toThrow('proc.name is text, fd.num is a number');
    expect(() => compileFilter('proc.name glob val(proc.exe)')).toThrow("'glob' does not compare with another field");
    expect(() => compileFilter('evt.around[1] = val(fd.num)')).toThrow('does not compare with another field');
  });
});

describe('fields of both ends of a connection', () => {
  it('are equal to what either end is, and differ only from what neither is', () => {
    expect(passes('fd.port = 53')).toBe(true);
    expect(passes('fd.port = 40000')).toBe(true);
    expect(passes('fd.port != 53')).toBe(false);
    expect(passes('fd.port != 54')).toBe(true);
    expect(passes('fd.port < 100')).toBe(true);
    expect(passes('fd.port in (1, 53)')).toBe(true);
    expect(passes('fd.proto = domain')).toBe(true);
    expect(passes('fd.ip = 8.8.8.8 and fd.ip = 10.0.0.1 and not fd.ip = 8.8.4.4')).toBe(true);
    expect(passes('fd.ip != 8.8.8.8')).toBe(false);
    expect(passes('fd.net = 10.0.0.0/8 and fd.snet = 8.0.0.0/8 and not fd.cnet = 8.0.0.0/8')).toBe(true);
    expect(passes('fd.net != 10.0.0.0/8')).toBe(false);
    expect(passes('fd.ip exists')).toBe(true);
  });
});
