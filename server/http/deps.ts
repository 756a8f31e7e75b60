import type { Guesses } from '../access/guesses.ts';
import type { Base, Bus, CommandService, Health } from '../parts.ts';
import type { LiveRules } from '../rules.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { Store } from '../store/connect.ts';
import type { Limits } from './limits.ts';

/** What the HTTP interface needs of the rest of the server. */
export interface HttpDeps extends Base {
  readonly store: Pick<Store, 'models' | 'secret'>;
  readonly bus: Bus;
  readonly commands: CommandService;
  readonly sessions: LiveSessions;
  readonly rules: LiveRules;
  readonly health: Health;
  readonly limits: Limits;
  readonly guesses: Guesses;
  /** Loads the sample community into an empty database, for the set-up page. */
  readonly loadSample: (password: string) => Promise<void>;
  /** Folder of the built client; null where it is served by something else. */
  readonly clientDir: string | null;
}
