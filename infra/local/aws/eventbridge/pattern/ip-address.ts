import { isIPv6 } from 'node:net';
import { InvalidPattern } from './invalid-pattern.ts';
import type { Predicate } from './value-matcher.ts';

export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Reads an IPv4 or IPv6 address as Event Ruler does: octets are decimal, zones are unknown. */
export function parseAddress(text: string): Address | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) return parseIPv4(text);
  if (/^[\da-f:]*:[\da-f:]*$/i.test(text) && isIPv6(text)) return parseIPv6(text);
  return undefined;
}

function parseIPv4(text: string): Address | undefined {
  const octets = text.split('.').map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  return { bits: 32, value: joined(octets, 8n) };
}

function parseIPv6(text: string): Address {
  const [head = [], tail = []] = text.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = new Array<string>(8 - head.length - tail.length).fill('0');
  const groups = [...head, ...zeros, ...tail].map((group) => parseInt(group, 16));
  return { bits: 128, value: joined(groups, 16n) };
}

function joined(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | BigInt(part), 0n);
}

/**
 * An address within the block. Host bits in the block are ignored.
 * @throws InvalidPattern unless the block is an address with 0 to 31 (IPv6: 127) mask bits.
 */
export function cidr(block: string): Predicate {
  const [address, mask, ...rest] = block.split('/');
  if (address === undefined || !mask || rest.length > 0) {
    throw new InvalidPattern("Malformed CIDR, one '/' required");
  }
  const network = parseAddress(address);
  const hostBits = BigInt((network?.bits ?? 128) - maskBits(mask, network));
  if (!network) throw new InvalidPattern(`Nonstandard IP address: ${address}`);
  return (value) => {
    const candidate = typeof value === 'string' ? parseAddress(value) : undefined;
    return (
      candidate?.bits === network.bits && candidate.value >> hostBits === network.value >> hostBits
    );
  };
}

function maskBits(mask: string, network: Address | undefined): number {
  if (!/^[+-]?\d+$/.test(mask)) {
    throw new InvalidPattern('Malformed CIDR, mask bits must be an integer');
  }
  const bits = Number(mask);
  if (bits < 0) throw new InvalidPattern('Malformed CIDR, mask bits must not be negative');
  if (network && bits >= network.bits) {
    const family = network.bits === 32 ? 'IPv4' : 'IPv6';
    throw new InvalidPattern(`${family} mask bits must be < ${network.bits}`);
  }
  return Math.min(bits, 128);
}
