import { type Component, createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { DispatchTo } from '../../../shared/order/commands.ts';
import type { Candidate } from '../../../shared/protocol/dto.ts';
import { reasonText } from '../../../shared/texts/index.ts';
import { api } from '../../kit/api.ts';
import { language } from '../../kit/i18n.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { PATHS } from '../../kit/paths.ts';
import { useStaff } from '../../kit/staff.ts';
import { word } from '../../kit/words.ts';
import { Avatar, Button, Dotted, EmptyState, SectionHead, Skeleton, Tag } from '../../ui/index.ts';
import { faultText, t } from '../words.ts';
import styles from './detail.module.css';

/** Shown at once: the notes below should stay in sight. */
const FIRST = 4;

interface CandidatesProps {
  readonly orderId: string;
  readonly rev: number;
  readonly busy: boolean;
  /** Who has the offer already; null for nobody in particular. */
  readonly present: string | null;
  /** It was dispatched before: to somebody else, then. */
  readonly instead: boolean;
  readonly onChoose: (to: DispatchTo, name: string) => void;
  readonly onBest?: (best: Candidate | undefined) => void;
}

const kindOf = (candidate: Candidate): string => {
  const [role] = candidate.roles;
  if (candidate.kind === 'member') return role ? word.role(role) : t().member;
  return candidate.kind === 'team' ? t().team : t().unit;
};

/** Who could be sent, best first, each with the reasons for their place. */
export const Candidates: Component<CandidatesProps> = (props) => {
  const found = createLoaded(async () => {
    const { candidates } = await api.get<{ candidates: Candidate[] }>(PATHS.candidates(props.orderId));
    props.onBest?.(candidates.find((one) => one.id !== props.present));
    return candidates;
  });
  onCleanup(useStaff().connection.onHello(() => void found.reload()));
  const [all, setAll] = createSignal(false);
  const hidden = () => Math.max(0, (found.value()?.length ?? 0) - FIRST);
  createEffect(
    on(
      () => props.rev,
      () => void found.reload(),
      { defer: true },
    ),
  );
  return (
    <section class={styles.section}>
      <SectionHead title={props.instead ? t().dispatchInstead : t().dispatchTo} aside={t().byFit} />
      <Show
        when={found.value() ?? !found.fault()}
        fallback={<EmptyState icon="error" tone="error" title={faultText(found.fault())} />}
      >
        <Show when={found.value()} fallback={<Skeleton count={4} />}>
          {(candidates) => (
            <ul class={styles.candidates}>
              <For each={candidates().slice(0, all() ? undefined : FIRST)}>
                {(candidate, index) => (
                  <li>
                    <Avatar
                      id={candidate.id}
                      name={candidate.name}
                      kind={candidate.kind === 'member' ? 'person' : 'unit'}
                      size={32}
                      decorative
                    />
                    <div class={styles.who}>
                      <p>
                        <strong>{candidate.name}</strong> <span>{kindOf(candidate)}</span>
                        <Show when={index() === 0 || candidate.id === props.present}>
                          {' '}
                          <Tag tone="teal">{candidate.id === props.present ? t().present : t().best}</Tag>
                        </Show>
                      </p>
                      <p class={styles.why}>
                        <Dotted items={candidate.reasons.map((reason) => reasonText(language(), reason))} />
                      </p>
                    </div>
                    <Show when={candidate.id !== props.present}>
                      <Button
                        size="desk"
                        variant={index() === 0 && !props.instead ? 'primary' : 'plain'}
                        aria-label={
                          props.instead ? t().insteadName(candidate.name) : t().dispatchName(candidate.name)
                        }
                        disabled={props.busy}
                        onClick={() => props.onChoose(candidate.target, candidate.name)}
                      >
                        {t().dispatch}
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Show>
        <Show when={!all() && hidden() > 0}>
          <Button variant="ghost" size="small" iconEnd="chevron-down" onClick={() => setAll(true)}>
            {t().moreCandidates(hidden())}
          </Button>
        </Show>
      </Show>
    </section>
  );
};
