import type { Server as HttpServer } from 'node:http';
import type { Guesses } from '../access/guesses.ts';
import type { Announcer, Base, Bus, CommandService, Health, Rules, Sessions } from '../parts.ts';
import type { Store } from '../store/connect.ts';

/** What the realtime rooms need of the rest of the server. */
export interface RealtimeDeps extends Base {
  readonly http: HttpServer;
  readonly store: Pick<Store, 'models'>;
  readonly bus: Bus;
  readonly commands: CommandService;
  readonly sessions: Sessions;
  readonly announcer: Announcer;
  readonly health: Health;
  readonly guesses: Guesses;
  readonly rules: Rules;
  /** Tests make boards outgrow their bound sooner. */
  readonly boardBytes?: number;
}
