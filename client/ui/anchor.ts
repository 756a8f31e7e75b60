import { onCleanup } from 'solid-js';

const GAP = 4;
const MARGIN = 8;
const MOST = 320;

export interface Spot {
  left: number;
  width: number;
  maxHeight: number;
  /** Distance from the window's top or, when above, from its bottom. */
  top?: number;
  bottom?: number;
}

/** Where a list fits best under (or, when there is more room, above) the box it belongs to; all in pixels. */
export const spotFor = (
  box: { left: number; right: number; top: number; bottom: number },
  window: { width: number; height: number },
): Spot => {
  const below = window.height - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const width = Math.min(box.right - box.left, window.width - 2 * MARGIN);
  const left = Math.max(MARGIN, Math.min(box.left, window.width - width - MARGIN));
  return below >= 200 || below >= above
    ? { left, width, maxHeight: Math.max(120, Math.min(MOST, below)), top: box.bottom + GAP }
    : {
        left,
        width,
        maxHeight: Math.max(120, Math.min(MOST, above)),
        bottom: window.height - box.top + GAP,
      };
};

/**
 * Keeps `list` beside `box` in the top layer, so neither a dialog nor a scrolling drawer cuts it. Call inside an owner:
 * it lets go when that is disposed of.
 */
export const createAnchor = (box: HTMLElement, list: HTMLElement): void => {
  const place = (): void => {
    const spot = spotFor(box.getBoundingClientRect(), { width: innerWidth, height: innerHeight });
    list.style.setProperty('left', `${spot.left}px`);
    list.style.setProperty('width', `${spot.width}px`);
    list.style.setProperty('max-height', `${spot.maxHeight}px`);
    list.style.setProperty('top', spot.top === undefined ? 'auto' : `${spot.top}px`);
    list.style.setProperty('bottom', spot.bottom === undefined ? 'auto' : `${spot.bottom}px`);
  };
  // Older browsers have no top layer for popovers: position: fixed alone serves outside of clipped boxes.
  if (typeof list.showPopover === 'function') list.showPopover();
  place();
  addEventListener('scroll', place, { capture: true, passive: true });
  addEventListener('resize', place);
  onCleanup(() => {
    removeEventListener('scroll', place, { capture: true });
    removeEventListener('resize', place);
  });
};
