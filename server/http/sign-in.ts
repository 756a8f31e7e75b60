import { isPassword } from '../sessions/passwords.ts';
import type { MemberDocument } from '../store/collections/people.ts';
import type { Models } from '../store/models.ts';
import { HttpFault } from './fault.ts';
import { createGate, createLines } from './gate.ts';
import type { Limits } from './limits.ts';

/** Each check takes 19 MiB and tens of milliseconds of a processor. */
const CHECKS_AT_ONCE = 4;
const MOST_WAITING = 500;

export interface PasswordDesk {
  /**
   * The active member with this name and password, and whether the password is to be changed.
   * @throws HttpFault `wrong_credentials`, the same and as late for a wrong name; `rate_limited`; `busy`
   */
  check(
    username: string,
    password: string,
    address: string,
  ): Promise<{ readonly member: MemberDocument; readonly temporary: boolean }>;
}

/**
 * Checks passwords (P38). Only failures count, so that a whole office behind one address can sign in; a point is taken before
 * the check and given back after a right one, and one account is checked by one request at a time, so that guessing many
 * at once gains nothing.
 */
export function createPasswordDesk({ members, credentials }: Models, limits: Limits): PasswordDesk {
  const gate = createGate(CHECKS_AT_ONCE, MOST_WAITING);
  const inLine = createLines();

  const checked = async (name: string, password: string) => {
    const member = await members.findOne({ username: name, active: true }).lean();
    // Looked up for nobody too: a name that exists must not take a query longer.
    const credential = await credentials.findById(member?._id ?? '').lean();
    const right = await isPassword(credential?.passwordHash ?? null, password);
    return right && member ? { member, temporary: credential?.temporary ?? false } : null;
  };

  return {
    check: async (username, password, address) => {
      const name = username.toLowerCase();
      return await inLine(name, () =>
        gate(async () => {
          await limits.take('signInAddress', address);
          try {
            await limits.take('signInAccount', name);
          } catch (error) {
            await limits.giveBack('signInAddress', address);
            throw error;
          }
          const giveBack = () =>
            Promise.all([limits.giveBack('signInAddress', address), limits.giveBack('signInAccount', name)]);
          let found: Awaited<ReturnType<typeof checked>>;
          try {
            found = await checked(name, password);
          } catch (error) {
            // A lost database is nobody's wrong guess.
            await giveBack();
            throw error;
          }
          if (!found) throw new HttpFault('wrong_credentials');
          await giveBack();
          return found;
        }),
      );
    },
  };
}
