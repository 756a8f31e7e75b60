import type { DemoModule } from '../demo-hook.ts';
import { startActivity as startSteps } from './activity.ts';
import { hasCommunity, loadSample as load, setSamplePassword } from './load.ts';

/** At every start the common password is set again; the year is made once (D2). */
export const loadSample: DemoModule['loadSample'] = async ({ store, rules, log, now, password }) => {
  const at = now();
  if (!(await hasCommunity(store))) {
    await load({
      store,
      log,
      zone: rules.zone(),
      calendar: rules.calendar(),
      settings: rules.settings(),
      now: at,
    });
  }
  await setSamplePassword(store, password, at);
};

export const startActivity: DemoModule['startActivity'] = ({ store, commands, log, newId, now }) => {
  const { stop } = startSteps({ store, commands, log, newId, now });
  return { close: stop };
};
