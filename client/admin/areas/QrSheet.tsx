import { type Component, createSignal, For, Show } from 'solid-js';
import { encode } from 'uqr';
import type { Area } from '../../../shared/areas/area.ts';
import { Banner, Button, ButtonLink, EmptyState, QrCode, Select } from '../../ui/index.ts';
import { Shown, Topic } from '../frame/Topic.tsx';
import { useOffice } from '../office.ts';
import { t } from '../words.ts';
import styles from './areas.module.css';
import { leadsToThisMachine } from './reach.ts';

/** One label per grid, for the stairwell: residents scan it and report from where they stand. */
export const QrSheet: Component = () => {
  const office = useOffice();
  const [within, setWithin] = createSignal('');
  const active = () => (office.areas.value() ?? []).filter((area) => area.active);
  const communities = () => active().filter((area) => area.level === 'community');
  const shown = () => {
    const path = office.area(within())?.path ?? communities()[0]?.path ?? '/';
    return active()
      .filter((area) => area.level === 'grid' && area.path.startsWith(path))
      .toSorted((a, b) => a.sort - b.sort);
  };
  return (
    <div class={styles.print}>
      <Topic
        title={t().pages.qr}
        lead={t().areas.qrLead}
        tools={
          <>
            <ButtonLink href="/admin/areas" icon="back" variant="ghost">
              {t().pages.areas}
            </ButtonLink>
            <Select
              aria-label={t().areas.whichCommunity}
              value={within() || (communities()[0]?._id ?? '')}
              onValue={setWithin}
              options={communities().map((area) => ({ value: area._id, label: area.name }))}
            />
            <Button variant="primary" icon="print" onClick={() => window.print()}>
              {t().print}
            </Button>
          </>
        }
      >
        <Shown of={office.areas}>
          {() => (
            <Show
              when={shown().length > 0}
              fallback={<EmptyState icon="qr" title={t().areas.noGrids} detail={t().areas.noGridsNext} />}
            >
              <Show when={leadsToThisMachine(office.self().siteUrl)}>
                <Banner
                  class={styles.warning}
                  icon="alert"
                  title={t().areas.qrOnlyHere(office.self().siteUrl)}
                >
                  {t().areas.qrOnlyHereNext}
                </Banner>
              </Show>
              <ul class={styles.sheet}>
                <For each={shown()}>{(area) => <Label area={area} />}</For>
              </ul>
            </Show>
          )}
        </Shown>
      </Topic>
    </div>
  );
};

const Label: Component<{ readonly area: Area }> = (props) => {
  const office = useOffice();
  const address = () => `${office.self().siteUrl}/q/${encodeURIComponent(props.area._id)}`;
  return (
    <li>
      <span class={styles.community}>{office.areaName(props.area.parentId ?? '')}</span>
      <strong>{props.area.name}</strong>
      <QrCode
        matrix={encode(address(), { ecc: 'Q', border: 0 }).data}
        label={t().areas.qrOf(props.area.name)}
        seal
        size={160}
      />
      <span class={styles.scan}>{t().areas.scan}</span>
      <span class={styles.address}>{address()}</span>
    </li>
  );
};
