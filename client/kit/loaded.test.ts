import { createRoot, createSignal } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { ApiFault } from './fault.ts';
import { createAsked, createLoaded } from './loaded.ts';

interface Asked {
  readonly answer: (value: string) => void;
  readonly fail: (fault: unknown) => void;
}

function setUp() {
  const asked: Asked[] = [];
  return createRoot((end) => {
    const loaded = createLoaded(() => new Promise<string>((answer, fail) => asked.push({ answer, fail })));
    return { asked, loaded, end };
  });
}
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('a page that asks the server', () => {
  it('U40 shows the answer to the latest question, whatever order answers come in', async () => {
    const { asked, loaded, end } = setUp();
    void loaded.reload();
    asked[1]?.answer('new');
    await settled();
    asked[0]?.answer('old');
    await settled();
    expect(loaded.value()).toBe('new');
    expect(loaded.loading()).toBe(false);
    end();
  });

  it('U40 keeps what it shows when asking again fails, and says why', async () => {
    const { asked, loaded, end } = setUp();
    asked[0]?.answer('kept');
    await settled();
    void loaded.reload();
    asked[1]?.fail(new ApiFault('offline', '断网'));
    await settled();
    expect([loaded.value(), loaded.fault()?.code]).toEqual(['kept', 'offline']);
    void loaded.reload();
    asked[2]?.answer('back');
    await settled();
    expect([loaded.value(), loaded.fault()]).toEqual(['back', null]);
    end();
  });

  it('U40 ignores an answer that comes after the page is gone', async () => {
    const { asked, loaded, end } = setUp();
    end();
    asked[0]?.answer('late');
    await settled();
    expect(loaded.value()).toBeUndefined();
  });
});

describe('a question that changes', () => {
  it('U40 is asked again when it changes before the page has settled, and not while it is false', async () => {
    const asked: string[] = [];
    const { setArea, answer, end } = createRoot((end) => {
      const [area, setArea] = createSignal<string | false>(false);
      const loaded = createAsked(area, (one) => {
        asked.push(one);
        return Promise.resolve(one);
      });
      // Before the root is done, as it happens while a page is still coming.
      setArea('grid1');
      return { setArea, answer: loaded.value, end };
    });
    await settled();
    expect(answer()).toBe('grid1');
    setArea('grid2');
    await settled();
    expect([asked.at(-1), answer()]).toEqual(['grid2', 'grid2']);
    end();
  });
});
