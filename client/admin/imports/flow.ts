import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Channel } from '../../../shared/order/state.ts';
import {
  type ImportField,
  type ImportProfile,
  type ImportRun,
  type ImportSettings,
  type Inspection,
  type Mapping,
  type PreviewRow,
  REQUIRED_FIELDS,
  type Unanswered,
} from '../../../shared/protocol/imports.ts';
import { isFault } from '../../kit/fault.ts';
import { importApi } from './api.ts';
import { type Upload, uploadTable } from './upload.ts';
import { createWatch } from './watch.ts';
import { faultText } from './words.ts';

export const STEPS = ['file', 'mapping', 'preview', 'run'] as const;
export type Step = (typeof STEPS)[number];

interface Choices {
  mapping: Mapping;
  areaId: string;
  channel: Channel;
  unanswered: Unanswered;
  /** Name to keep the settings under; empty: not kept. */
  profile: string;
}

/** One way through an import: file, columns, preview, run. Only this changes its state. */
export function createImportFlow(communityId: () => string, onRunsChanged: () => void) {
  const [step, setStep] = createSignal<Step>('file');
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [share, setShare] = createSignal<number>();
  const [inspection, setInspection] = createSignal<Inspection>();
  const [preview, setPreview] = createSignal<readonly PreviewRow[]>([]);
  const [importId, setImportId] = createSignal('');
  const [fileName, setFileName] = createSignal('');
  const [choices, setChoices] = createStore<Choices>(nothingChosen(communityId()));
  const watch = createWatch(onRunsChanged);
  /** Kept to send it again should the server not have it any more. */
  let file: File | null = null;
  let upload: Upload | null = null;

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setProblem('');
    setBusy(true);
    try {
      await work();
    } catch (error) {
      setProblem(faultText(error));
    } finally {
      setBusy(false);
    }
  };
  const settings = (): ImportSettings => ({
    mapping: { ...choices.mapping },
    areaId: choices.areaId,
    channel: choices.channel,
    unanswered: choices.unanswered,
  });
  const send = async (chosen: File): Promise<void> => {
    upload = uploadTable(communityId(), chosen, setShare);
    setShare(0);
    try {
      setImportId((await upload.done)._id);
    } finally {
      upload = null;
      setShare(undefined);
    }
  };
  /** Behind a balancer another server may answer, which does not have the file: it is sent once more. */
  const withFile = async <T>(ask: (id: string) => Promise<T>): Promise<T> => {
    try {
      return await ask(importId());
    } catch (error) {
      if (!isFault(error, 'file_gone') || file === null) throw error;
      await send(file);
      return await ask(importId());
    }
  };
  const inspect = async (): Promise<void> => {
    const found = await withFile(importApi.columns);
    setInspection(found);
    const kept = found.settings ?? found.profile?.settings;
    setChoices({
      mapping: found.settings?.mapping ?? found.mapping,
      areaId: kept?.areaId ?? communityId(),
      channel: kept?.channel ?? 'hotline12345',
      unanswered: kept?.unanswered ?? 'history',
      profile: found.profile?.name ?? '',
    });
    setStep('mapping');
  };
  const reset = (): void => {
    upload?.stop();
    file = null;
    setImportId('');
    setInspection(undefined);
    setPreview([]);
    setProblem('');
    watch.leave();
    setStep('file');
  };
  createEffect(on(communityId, reset, { defer: true }));
  onCleanup(() => upload?.stop());

  return {
    step,
    problem,
    busy,
    share,
    inspection,
    preview,
    fileName,
    choices,
    watch,
    reset,
    missing: (): readonly ImportField[] => REQUIRED_FIELDS.filter((field) => !choices.mapping[field]),
    back: (to: Step) => {
      setProblem('');
      setStep(to);
    },
    choose: (chosen: File) =>
      attempt(async () => {
        file = chosen;
        setFileName(chosen.name);
        await send(chosen);
        await inspect();
      }),
    /** Says why a file is not even sent. */
    refuse: setProblem,
    stopUpload: () => upload?.stop(),
    assign: (field: ImportField, heading: string) =>
      setChoices('mapping', (mapping) => without(mapping, field, heading)),
    setArea: (areaId: string) => setChoices('areaId', areaId),
    setChannel: (channel: Channel) => setChoices('channel', channel),
    setUnanswered: (unanswered: Unanswered) => setChoices('unanswered', unanswered),
    setProfile: (name: string) => setChoices('profile', name),
    use: ({ name, settings: kept }: ImportProfile) => {
      const headings = inspection()?.headings ?? [];
      const fits = Object.entries(kept.mapping).filter(([, heading]) => headings.includes(heading ?? ''));
      setChoices({ ...kept, mapping: Object.fromEntries(fits), profile: name });
    },
    look: () =>
      attempt(async () => {
        setPreview(await withFile((id) => importApi.preview(id, settings())));
        setStep('preview');
      }),
    start: () =>
      attempt(async () => {
        const name = choices.profile.trim();
        watch.follow(await withFile((id) => importApi.start(id, settings(), name === '' ? null : name)));
        setStep('run');
        onRunsChanged();
      }),
    /** Shows an import that runs or has ended. */
    show: (run: ImportRun) => {
      setProblem('');
      setFileName(run.fileName);
      watch.follow(run);
      setStep('run');
    },
    /** Takes up one that has not come to its end; its file is still there. */
    goOn: (run: ImportRun) =>
      attempt(async () => {
        file = null;
        setImportId(run._id);
        setFileName(run.fileName);
        await inspect();
      }),
  };
}
export type ImportFlow = ReturnType<typeof createImportFlow>;

const nothingChosen = (areaId: string): Choices => ({
  mapping: {},
  areaId,
  channel: 'hotline12345',
  unanswered: 'history',
  profile: '',
});

/** A column means one thing: given to a field, it is taken from the one that had it. */
function without(mapping: Mapping, field: ImportField, heading: string): Mapping {
  const rest = Object.keys(mapping).filter((one) => one !== field && mapping[one as ImportField] === heading);
  return Object.fromEntries([
    ...Object.entries(mapping).map(([one, kept]) => [one, rest.includes(one) ? undefined : kept]),
    [field, heading === '' ? undefined : heading],
  ]) as Mapping;
}
