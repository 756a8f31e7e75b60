import type { IncomingMessage } from 'node:http';
import express from 'express';

/** Express's `trust proxy` value of the setting: nobody, everybody, a number of hops, or a list of addresses (P32). */
export function trustOf(setting: string | null): boolean | number | string {
  if (setting === null || setting === 'false') return false;
  if (setting === 'true') return true;
  return /^\d+$/.test(setting) ? Number(setting) : setting;
}

/** Whether the peer so many hops away is a proxy whose word counts: Express's own rule. */
function trustRule(setting: string | null): (address: string, hop: number) => boolean {
  const app = express();
  app.set('trust proxy', trustOf(setting));
  return app.get('trust proxy fn') as (address: string, hop: number) => boolean;
}

/** Finds the address of whoever asks, for requests that do not pass through Express: the same rule as `request.ip`. */
export function makeAddressReader(setting: string | null): (request: IncomingMessage) => string {
  const isTrusted = trustRule(setting);
  return (request) => {
    const named = headerOf(request, 'x-forwarded-for').split(',');
    // Nearest first: each is believed only when everybody nearer is trusted.
    const hops = [request.socket.remoteAddress ?? '', ...named.map((one) => one.trim()).toReversed()].filter(
      (one) => one !== '',
    );
    return hops.find((address, hop) => !isTrusted(address, hop)) ?? hops.at(-1) ?? '';
  };
}

/** Finds the scheme a request was sent by, upgrades included: the same rule as `request.protocol`. */
export function makeSchemeReader(setting: string | null): (request: IncomingMessage) => 'http' | 'https' {
  const isTrusted = trustRule(setting);
  return (request) => {
    if ('encrypted' in request.socket && request.socket.encrypted === true) return 'https';
    if (!isTrusted(request.socket.remoteAddress ?? '', 0)) return 'http';
    return headerOf(request, 'x-forwarded-proto').split(',', 1)[0]?.trim() === 'https' ? 'https' : 'http';
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}
