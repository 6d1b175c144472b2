// Sends one file and tells how far it is: bytes sent, then the states that the server answers with. XMLHttpRequest,
// because fetch does not say how much of a body was sent.

import { emptyUpload, lastState, type UploadRefusal, type UploadState } from '@/lib/intake/upload';

export interface SendProgress {
  /** Share of the file that was sent, 0 to 1. */
  sent: number;
  state: UploadState;
}

/** Resolves with the last state; never rejects. `signal` breaks it off: what the server has taken by then stays. */
export function sendFile(
  file: File,
  onProgress: (progress: SendProgress) => void,
  signal: AbortSignal,
): Promise<UploadState> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let progress: SendProgress = { sent: 0, state: emptyUpload };
    const report = (next: Partial<SendProgress>) => {
      progress = { ...progress, ...next };
      onProgress(progress);
    };
    const finish = (refusal: UploadRefusal) =>
      resolve(progress.state.isDone ? progress.state : { ...progress.state, isDone: true, refusal });
    request.open('POST', '/intake/upload');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => report({ sent: file.size === 0 ? 1 : loaded / file.size });
    request.onprogress = () => report({ state: lastState(request.responseText) ?? progress.state });
    request.onload = () => {
      report({ sent: 1, state: lastState(request.responseText) ?? progress.state });
      finish('broken');
    };
    request.onerror = () => finish('broken');
    request.onabort = () => finish('broken');
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
