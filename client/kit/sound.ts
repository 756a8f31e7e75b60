import { createSignal } from 'solid-js';
import { localStore } from './storage.ts';

const KEY = 'sound';
const [on, setOn] = createSignal(localStore.read(KEY) === 'on');

/** Whether a new request may be heard: off until somebody asks for it. */
export const soundOn = on;

let context: AudioContext | undefined;

/** Turns the sound on or off and keeps the choice. Turning it on plays it once: browsers want a press before any sound. */
export function setSound(next: boolean): void {
  setOn(next);
  localStore.write(KEY, next ? 'on' : 'off');
  if (next) chime();
}

/** Two soft notes, a fifth apart; urgent ones are played twice. Silent while off or where the browser refuses. */
export function chime(urgent = false): void {
  if (!on()) return;
  try {
    context ??= new AudioContext();
    const audio = context;
    const play = (): void => {
      for (const at of urgent ? [0, 0.5] : [0]) {
        note(audio, 587.33, audio.currentTime + at);
        note(audio, 880, audio.currentTime + at + 0.14);
      }
    };
    if (audio.state === 'suspended') audio.resume().then(play, () => undefined);
    else play();
  } catch {
    // No audio here.
  }
}

function note(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.14, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.42);
}
