import type { Config } from '../../config.ts';
import type { StoreAddress } from '../../store/connect.ts';
import type { ImportJob } from '../job.ts';

/** What the server tells the process that is to carry out a run. */
export interface WorkOrder {
  readonly job: ImportJob;
  readonly address: StoreAddress;
  readonly config: Pick<Config, 'dataDir' | 'timeZone' | 'logLevel'>;
}

/** Asks that process to end after the batch it is writing. */
export const STOP = 'stop';
