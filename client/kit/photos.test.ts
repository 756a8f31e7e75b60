import { describe, expect, it } from 'vitest';
import { addPhotos } from './photos.ts';

const photo = (name: string): File => new File([name], name);

function aList(files: readonly File[] = []) {
  let kept = files;
  return {
    files: () => kept,
    set: (next: readonly File[]) => {
      kept = next;
    },
    names: () => kept.map((file) => file.name),
  };
}

describe('photos that are added', () => {
  it('U78 are there at once, and small when the smaller ones are made', async () => {
    const list = aList([photo('a')]);
    const adding = addPhotos(list, [photo('b'), photo('c')], 6, async (file) => {
      return await Promise.resolve(photo(`small ${file.name}`));
    });
    expect(list.names()).toEqual(['a', 'b', 'c']);
    await adding;
    expect(list.names()).toEqual(['a', 'small b', 'small c']);
  });

  it('U78 do not come back when they were sent or taken away meanwhile', async () => {
    const list = aList();
    const adding = addPhotos(list, [photo('a')], 6, async () => await Promise.resolve(photo('small a')));
    list.set([]);
    await adding;
    expect(list.names()).toEqual([]);
  });

  it('U12 are not more than the most', async () => {
    const list = aList([photo('a')]);
    await addPhotos(list, [photo('b'), photo('c')], 2, async (file) => await Promise.resolve(file));
    expect(list.names()).toEqual(['a', 'b']);
  });
});
