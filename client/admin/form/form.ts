import { type Accessor, batch, createSignal } from 'solid-js';
import { createStore, unwrap } from 'solid-js/store';
import { type ApiFault, isFault } from '../../kit/fault.ts';

/** What a form was filled in from, and the version it had. */
export interface Known<Values> {
  readonly values: Values;
  readonly rev: number;
}

export interface FormParts<Values> {
  readonly from: Known<Values>;
  /** Sends what differs from where the form began. @throws ApiFault */
  readonly save: (changed: Partial<Values>, rev: number, all: Values) => Promise<void>;
  /** The thing as it is now, asked for when somebody else was faster; null when it is gone. */
  readonly newest?: () => Promise<Known<Values> | null>;
  /** The sentence for a field the server refused. */
  readonly wrong: (field: string, code: string) => string;
  readonly onSaved: () => void;
}

export interface Form<Values extends object> {
  readonly values: Values;
  readonly set: <Key extends keyof Values>(key: Key, value: Values[Key]) => void;
  /** What is wrong with a field, in a sentence. */
  readonly error: (field: string) => string | undefined;
  /** What is wrong with no field in particular. */
  readonly problem: Accessor<string>;
  readonly busy: Accessor<boolean>;
  /** What somebody else wrote into a field that was also changed here. */
  readonly theirs: <Key extends keyof Values>(key: Key) => Values[Key] | undefined;
  /** Takes over what somebody else wrote. */
  readonly take: (key: keyof Values) => void;
  readonly submit: (event?: Event) => Promise<void>;
  /** Goes on from what is stored now; what was typed since then stays. */
  readonly restart: (from: Known<Values>) => void;
}

/**
 * A form over something that others may change at the same time (U51). Refused because somebody was faster, it asks for the
 * newest values, takes those of untouched fields, keeps everything typed, and shows both where they differ.
 */
export function createForm<Values extends object>(parts: FormParts<Values>): Form<Values> {
  let base = parts.from;
  const [values, setValues] = createStore<Values>(structuredClone(base.values));
  const [theirs, setTheirs] = createSignal<Partial<Values>>({});
  const [errors, setErrors] = createSignal<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const put = setValues as unknown as (change: Partial<Values>) => void;

  const set: Form<Values>['set'] = (key, value) => {
    put({ [key]: value } as unknown as Partial<Values>);
    setErrors(({ [key as string]: _gone, ...rest }) => rest);
  };
  const forgetTheirs = (key: keyof Values): void =>
    void setTheirs((all) => {
      const rest = { ...all };
      delete rest[key];
      return rest;
    });

  const meet = (next: Known<Values>): void => {
    const mine = structuredClone(unwrap(values));
    const both: Partial<Values> = {};
    for (const key of keysOf(next.values)) {
      if (same(next.values[key], base.values[key])) continue;
      if (same(mine[key], base.values[key])) put({ [key]: next.values[key] } as unknown as Partial<Values>);
      else if (!same(mine[key], next.values[key])) both[key] = next.values[key];
    }
    base = next;
    setTheirs(() => both);
  };

  const hear = async (fault: ApiFault): Promise<void> => {
    if (fault.code === 'changed_meanwhile' && parts.newest) {
      const next = await parts.newest();
      if (next) meet(next);
      setProblem(fault.message);
      return;
    }
    const found = errorsOf(fault, parts.wrong, Object.keys(values));
    setErrors(found);
    setProblem(Object.keys(found).length > 0 ? '' : fault.message);
  };

  const send = async (): Promise<void> => {
    const all = structuredClone(unwrap(values));
    const changed: Partial<Values> = {};
    for (const key of keysOf(all)) if (!same(all[key], base.values[key])) changed[key] = all[key];
    try {
      await parts.save(changed, base.rev, all);
      parts.onSaved();
    } catch (error) {
      if (!isFault(error)) throw error;
      await hear(error);
    }
  };

  return {
    values,
    set,
    error: (field) => errors()[field],
    problem,
    busy,
    theirs: (key) => theirs()[key],
    take: (key) => {
      const value = theirs()[key];
      if (value !== undefined) set(key, value as Values[typeof key]);
      forgetTheirs(key);
    },
    restart: meet,
    submit: async (event) => {
      event?.preventDefault();
      if (busy()) return;
      batch(() => {
        setBusy(true);
        setProblem('');
        setErrors({});
      });
      try {
        await send();
      } finally {
        setBusy(false);
      }
    },
  };
}

/** One sentence per field the server named; `order.undoMinutes` may belong to `undoMinutes`, `week.3` to `week`. */
function errorsOf(
  fault: ApiFault,
  wrong: (field: string, code: string) => string,
  fields: readonly string[],
): Record<string, string> {
  const issues = fault.details?.issues ?? [];
  const named = issues.length > 0 ? issues : [{ path: fault.details?.field ?? '', message: fault.code }];
  const found: Record<string, string> = {};
  for (const { path, message } of named) {
    const [first = '', ...rest] = path.split('.');
    const field = [path, rest.join('.'), first].find((name) => fields.includes(name));
    if (field === undefined || found[field] !== undefined) continue;
    const code = issues.length > 0 ? message : fault.code;
    found[field] = issues.length > 0 ? wrong(path, code) : fault.message;
  }
  return found;
}

const keysOf = <T extends object>(value: T): (keyof T)[] => Object.keys(value) as (keyof T)[];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
