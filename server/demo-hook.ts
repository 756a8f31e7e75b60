import type { Base, Bus, CommandService, Rules, Sessions } from './parts.ts';
import type { Store } from './store/connect.ts';

export interface DemoParts extends Base {
  readonly store: Store;
  readonly bus: Bus;
  readonly rules: Rules;
  readonly commands: CommandService;
  readonly sessions: Sessions;
}

/** What `server/demo/index.ts` offers; loaded only by those who want the sample community. */
export interface DemoModule {
  /** Puts the sample community into an empty database, and sets the common password of its accounts again. */
  loadSample(parts: DemoParts & { readonly password: string }): Promise<void>;
  /** A gentle stream of live activity, through ordinary commands, until closed. */
  startActivity(parts: DemoParts): { close(): Promise<void> };
}

/** @throws when the sample is not part of this build. */
export async function loadDemo(): Promise<DemoModule> {
  const file = import.meta.url.endsWith('.ts') ? './demo/index.ts' : './demo/index.js';
  return (await import(new URL(file, import.meta.url).href)) as DemoModule;
}
