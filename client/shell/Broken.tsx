import type { Component } from 'solid-js';
import { kitTexts } from '../kit/texts/index.ts';
import { Button, EmptyState, Page } from '../ui/index.ts';

/** A page that fell over, most often because a newer version has replaced its files: reading it again mends that. */
export const Broken: Component<{ readonly error: unknown }> = (props) => {
  console.error(props.error);
  return (
    <Page width="public">
      <EmptyState
        icon="alert"
        tone="error"
        title={kitTexts().broken.title}
        detail={kitTexts().broken.detail}
        action={
          <Button size="field" icon="refresh" onClick={() => window.location.reload()}>
            {kitTexts().broken.again}
          </Button>
        }
      />
    </Page>
  );
};
