import type { Receipt } from '../../shared/protocol/socket.ts';

/** A receipt as this device keeps it, so that a neighbour finds it again without typing. */
export interface KeptReceipt extends Receipt {
  readonly title: string;
  readonly at: number;
}

const KEY = 'paidan.receipts';
const MOST = 20;

/** What can be shared or scanned: report key and tracking code, in the fragment so that no server log sees them. */
export const ownLink = (origin: string, receipt: Pick<Receipt, 'reportKey' | 'trackingCode'>): string =>
  receipt.reportKey === null
    ? `${origin}/track#${receipt.trackingCode}`
    : `${origin}/r#${receipt.reportKey}~${receipt.trackingCode}`;

export interface Opened {
  readonly reportKey: string | null;
  readonly trackingCode: string | null;
}

/** Reads the fragment of `/r` (key, perhaps with code) or `/track` (code). */
export function readFragment(path: string, fragment: string): Opened {
  const text = decodeSafely(fragment.replace(/^#/, '')).trim();
  if (text === '') return { reportKey: null, trackingCode: null };
  if (path.startsWith('/track')) return { reportKey: null, trackingCode: text };
  const [reportKey = '', trackingCode = ''] = text.split('~');
  return { reportKey: reportKey || null, trackingCode: trackingCode || null };
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function keptReceipts(): KeptReceipt[] {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(parsed) ? parsed.filter(isReceipt) : [];
  } catch {
    return [];
  }
}

export function keepReceipt(receipt: KeptReceipt): void {
  try {
    const others = keptReceipts().filter((one) => one.trackingCode !== receipt.trackingCode);
    localStorage.setItem(KEY, JSON.stringify([receipt, ...others].slice(0, MOST)));
  } catch {
    // Storage is full or forbidden: the receipt is on the screen, and its link can still be copied.
  }
}

function isReceipt(value: unknown): value is KeptReceipt {
  const receipt = value as Partial<KeptReceipt> | null;
  return (
    typeof receipt?.trackingCode === 'string' &&
    typeof receipt.orderNo === 'string' &&
    typeof receipt.title === 'string'
  );
}
