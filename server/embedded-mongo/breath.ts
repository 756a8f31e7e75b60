/** Yielded now and then by a long computation, so that whoever pulls can let others have a turn. */
export const BREATH = Symbol('breath');
export type Breath = typeof BREATH;

/** How long a computation may hold the process before it should let others have a turn. */
const TURN_MS = 8;

/** Passes values on, with a breath between them whenever a turn has lasted long enough. */
export function* breathing<T>(values: Iterable<T | Breath>): Generator<T | Breath> {
  let turnEnds = performance.now() + TURN_MS;
  for (const value of values) {
    const isBreath = value === BREATH;
    if (isBreath || performance.now() >= turnEnds) {
      yield BREATH;
      turnEnds = performance.now() + TURN_MS;
    }
    if (!isBreath) yield value;
  }
}

/** The values alone: where nobody else can have a turn, or none is needed. */
export function* withoutBreaths<T>(values: Iterable<T | Breath>): Generator<T> {
  for (const value of values) if (value !== BREATH) yield value;
}

/** Passes breaths on and returns all values. */
export function* gathered<T>(values: Iterable<T | Breath>): Generator<Breath, T[]> {
  const all: T[] = [];
  for (const value of values) {
    if (value === BREATH) yield BREATH;
    else all.push(value);
  }
  return all;
}
