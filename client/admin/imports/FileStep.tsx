import { type Component, Show } from 'solid-js';
import { IMPORT_BOUNDS } from '../../../shared/protocol/imports.ts';
import { Button, FileDrop, ProgressBar } from '../../ui/index.ts';
import type { ImportFlow } from './flow.ts';
import styles from './imports.module.css';
import { domain, t } from './words.ts';

/** A file is chosen or dropped, and sent. */
export const FileStep: Component<{ readonly flow: ImportFlow }> = (props) => (
  <Show
    when={props.flow.busy()}
    fallback={
      <FileDrop
        label={t().drop}
        hint={t().dropHint}
        error={props.flow.problem() || undefined}
        accept=".xlsx,.csv,.txt,.tsv"
        onFiles={([file]) => {
          if (file && file.size > IMPORT_BOUNDS.fileBytes) props.flow.refuse(domain().fault.too_large);
          else if (file) void props.flow.choose(file);
        }}
      />
    }
  >
    <div class={styles.panel}>
      <Show
        when={props.flow.share() !== undefined}
        fallback={<ProgressBar label={t().looking} share={undefined} detail={props.flow.fileName()} />}
      >
        <ProgressBar label={t().uploading} share={props.flow.share()} detail={props.flow.fileName()} />
        <div class={styles.actions}>
          <Button onClick={() => props.flow.stopUpload()}>{t().stopUpload}</Button>
        </div>
      </Show>
    </div>
  </Show>
);
