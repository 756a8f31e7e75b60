import type { ImportRun } from '../../../shared/protocol/imports.ts';
import { ApiFault, faultOf } from '../../kit/fault.ts';
import { language } from '../../kit/i18n.ts';
import { kitTexts } from '../../kit/texts/index.ts';
import { uploadPath } from './api.ts';

export interface Upload {
  readonly done: Promise<ImportRun>;
  readonly stop: () => void;
}

/**
 * Sends a file, telling the share that is sent, which `fetch` cannot.
 * @returns `done` rejects with an ApiFault, whose code is `offline` when it was stopped or cut off
 */
export function uploadTable(communityId: string, file: File, onShare: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<ImportRun>((resolve, reject) => {
    const cutOff = (): void => reject(new ApiFault('offline', kitTexts().fault.offline));
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onShare(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('error', cutOff);
    request.addEventListener('abort', cutOff);
    request.addEventListener('load', () => {
      const answer = new Response(request.responseText, { status: request.status });
      if (answer.ok) resolve(JSON.parse(request.responseText) as ImportRun);
      else void faultOf(answer, (status) => kitTexts().fault.status(status)).then(reject, reject);
    });
    request.open('POST', uploadPath(communityId));
    request.setRequestHeader('Accept-Language', language());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
  return { done, stop: () => request.abort() };
}
